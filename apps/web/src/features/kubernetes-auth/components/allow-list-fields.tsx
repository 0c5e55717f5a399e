import { audienceListProblem, nameListProblem, namespaceListProblem } from "@podpass/contracts";
import { Controller, useFormContext, useWatch } from "react-hook-form";
import { ChipsField } from "#components/chips-field.tsx";
import { AllowListSentence } from "#features/kubernetes-auth/components/allow-list-sentence.tsx";
import { SaveWarnings } from "#features/kubernetes-auth/components/save-warnings.tsx";
import { fromChips, toChips } from "#features/kubernetes-auth/lib/allow-list-words.ts";
import type { KubernetesAuthFormInput } from "#features/kubernetes-auth/lib/kubernetes-auth-form.ts";

const GLOBS = "* stands for any run of characters and ? for exactly one: api-* lets in api-web and api-worker.";

/** Which service accounts may log in. */
export function AllowListFields() {
  const { control, formState } = useFormContext<KubernetesAuthFormInput>();
  const [allowedNames = "", allowedNamespaces = "", allowedAudience = "", reviewerMode] = useWatch({
    control,
    name: ["allowedNames", "allowedNamespaces", "allowedAudience", "reviewerMode"],
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
            help={`The service accounts that may log in, by name or, bound to one namespace, as namespace/name. Empty: any name in the namespaces below. ${GLOBS}`}
            chipLabel="service account name"
            placeholder="web, api-*, prod/worker"
            value={toChips(value)}
            onValueChange={(chips) => onChange(fromChips(chips))}
            validateChip={nameListProblem}
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
            validateChip={namespaceListProblem}
            error={errors.allowedNamespaces?.message}
            onBlur={onBlur}
            ref={ref}
          />
        )}
      />
      <div role="status" className="-mt-2 text-[0.8125rem] text-muted">
        <AllowListSentence allowedNames={allowedNames} allowedNamespaces={allowedNamespaces} />
      </div>
      <Controller
        control={control}
        name="allowedAudience"
        render={({ field: { value = "", onChange, onBlur, ref } }) => (
          <ChipsField
            label="Allowed Audience"
            help="The audiences a pod's JWT may be issued for; one of them is enough. Empty: the API server's own."
            chipLabel="audience"
            placeholder="podpass"
            value={toChips(value)}
            onValueChange={(chips) => onChange(fromChips(chips))}
            validateChip={audienceListProblem}
            error={errors.allowedAudience?.message}
            onBlur={onBlur}
            ref={ref}
          />
        )}
      />
      <div role="status" className="-mt-2">
        <SaveWarnings of={{ reviewerMode, allowedAudience, kubernetesHost: "", caCertificate: "" }} />
      </div>
    </>
  );
}
