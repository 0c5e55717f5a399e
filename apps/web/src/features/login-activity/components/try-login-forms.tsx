import { TryJwtInput, type TryKubernetesLoginInput, TryServiceAccountInput } from "@podpass/contracts";
import type { ReactNode } from "react";
import { Controller } from "react-hook-form";
import { ChipsField } from "#components/chips-field.tsx";
import { FormError } from "#components/form-error.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { type FormSubmission, useFormSubmission, useZodForm } from "#lib/form.ts";

interface TryFormProps {
  identityId: string;
  onTry: (input: TryKubernetesLoginInput) => Promise<unknown>;
}

const ADDRESS_HELP = "Where the pod would come from. Left empty, your own address counts.";

export function TryJwtForm({ identityId, onTry }: TryFormProps) {
  const form = useZodForm(TryJwtInput, { identityId, by: "jwt", jwt: "", ipAddress: "" });
  const { errors, isSubmitting } = form.formState;
  return (
    <TryForm submission={useFormSubmission(form, onTry)} isPending={isSubmitting}>
      <Field
        label="JWT"
        help="From the pod: cat /var/run/secrets/kubernetes.io/serviceaccount/token, or kubectl create token."
        error={errors.jwt?.message}
      >
        <Textarea
          autoComplete="off"
          rows={5}
          className="break-all font-mono text-[0.8125rem]"
          {...form.register("jwt")}
        />
      </Field>
      <Field label="From address" isOptional help={ADDRESS_HELP} error={errors.ipAddress?.message}>
        <Input {...form.register("ipAddress")} />
      </Field>
    </TryForm>
  );
}

interface TryServiceAccountFormProps extends TryFormProps {
  /** What the fields begin with. */
  namespace: string;
  name: string;
}

export function TryServiceAccountForm({ identityId, namespace, name, onTry }: TryServiceAccountFormProps) {
  const form = useZodForm(TryServiceAccountInput, {
    identityId,
    by: "service_account",
    namespace,
    name,
    audiences: [],
    ipAddress: "",
  });
  const { errors, isSubmitting } = form.formState;
  return (
    <TryForm submission={useFormSubmission(form, onTry)} isPending={isSubmitting}>
      <Field label="Namespace" error={errors.namespace?.message}>
        <Input {...form.register("namespace")} />
      </Field>
      <Field label="Service account" error={errors.name?.message}>
        <Input {...form.register("name")} />
      </Field>
      <Controller
        control={form.control}
        name="audiences"
        render={({ field, fieldState }) => (
          <ChipsField
            label="Audiences"
            help="Those the pod's JWT is made for. None: the API server's own."
            chipLabel="audience"
            value={field.value}
            onValueChange={field.onChange}
            validateChip={(chip) => (chip.length > 255 ? "Must be at most 255 characters" : null)}
            error={fieldState.error?.message}
            onBlur={field.onBlur}
            ref={field.ref}
          />
        )}
      />
      <Field label="From address" isOptional help={ADDRESS_HELP} error={errors.ipAddress?.message}>
        <Input {...form.register("ipAddress")} />
      </Field>
    </TryForm>
  );
}

interface TryFormFrameProps {
  submission: FormSubmission;
  isPending: boolean;
  children: ReactNode;
}

function TryForm({ submission: { onSubmit, error }, isPending, children }: TryFormFrameProps) {
  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col items-stretch gap-4">
      {children}
      <FormError error={error} />
      <div>
        <SubmitButton isPending={isPending}>Try</SubmitButton>
      </div>
    </form>
  );
}
