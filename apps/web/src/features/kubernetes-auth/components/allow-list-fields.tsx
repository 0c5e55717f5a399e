import { Controller, useFormContext, useWatch } from "react-hook-form";
import { ChipsField } from "#components/chips-field.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { AllowListSentence } from "#features/kubernetes-auth/components/allow-list-sentence.tsx";
import { allowListChipProblem, fromChips, toChips } from "#features/kubernetes-auth/lib/allow-list-words.ts";
import type { KubernetesAuthFormInput } from "#features/kubernetes-auth/lib/kubernetes-auth-form.ts";

const nameProblem = allowListChipProblem("names");
const namespaceProblem = allowListChipProblem("namespaces");
const GLOBS = "* stands for any run of characters and ? for exactly one: api-* lets in api-web and api-worker.";

/** Which service accounts may log in. */
export function AllowListFields() {
  const { control, register, formState } = useFormContext<KubernetesAuthFormInput>();
  const [allowedNames = "", allowedNamespaces = ""] = useWatch({
    control,
    name: ["allowedNames", "allowedNamespaces"],
  });
  const { errors } = formState;
  return (
    <>
      <Controller
        control={control}
        name="allowedNames"
        rules={{ deps: ["allowedNamespaces"] }}
        render={({ field: { value = "", onChange, onBlur, ref } }) => (
          <ChipsField
            label="Allowed Service Account Names"
            help={`The service accounts that may log in. Empty: any name in the namespaces below. ${GLOBS}`}
            chipLabel="service account name"
            placeholder="web, api-*"
            value={toChips(value)}
            onValueChange={(chips) => onChange(fromChips(chips))}
            validateChip={nameProblem}
            error={errors.allowedNames?.message}
            onBlur={onBlur}
            ref={ref}
          />
        )}
      />
      <Controller
        control={control}
        name="allowedNamespaces"
        render={({ field: { value = "", onChange, onBlur, ref } }) => (
          <ChipsField
            label="Allowed Namespaces"
            help="The namespaces the service accounts must be in. Empty: any namespace. * and ? work here too."
            chipLabel="namespace"
            placeholder="prod"
            value={toChips(value)}
            onValueChange={(chips) => onChange(fromChips(chips))}
            validateChip={namespaceProblem}
            error={errors.allowedNamespaces?.message}
            onBlur={onBlur}
            ref={ref}
          />
        )}
      />
      <div role="status" className="-mt-2 text-[0.8125rem] text-muted">
        <AllowListSentence allowedNames={allowedNames} allowedNamespaces={allowedNamespaces} />
      </div>
      <Field
        label="Allowed Audience"
        help="An audience that the pod's JWT must be issued for. Empty: the API server's own."
        error={errors.allowedAudience?.message}
        isOptional
      >
        <Input {...register("allowedAudience")} spellCheck={false} className="font-mono" />
      </Field>
    </>
  );
}
