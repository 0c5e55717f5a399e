import { type ReactNode, useEffect, useEffectEvent } from "react";
import { FormProvider, type UseFormReturn, useWatch } from "react-hook-form";
import { ExistingTokensField } from "#components/access-token-policy/existing-tokens-field.tsx";
import { AccessTokenPolicyFields } from "#components/access-token-policy/policy-fields.tsx";
import { DiscardDialog } from "#components/discard-dialog.tsx";
import { FormError } from "#components/form-error.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Card } from "#components/ui/card.tsx";
import { AllowListFields } from "#features/kubernetes-auth/components/allow-list-fields.tsx";
import { CaCertificateField } from "#features/kubernetes-auth/components/ca-certificate-field.tsx";
import { ConnectionCheck } from "#features/kubernetes-auth/components/connection-check.tsx";
import { HostField } from "#features/kubernetes-auth/components/host-field.tsx";
import { RestrictionFields } from "#features/kubernetes-auth/components/restriction-fields.tsx";
import { ReviewerFields } from "#features/kubernetes-auth/components/reviewer-fields.tsx";
import { readKept, toKeep } from "#features/kubernetes-auth/lib/kept-input.ts";
import {
  initialValues,
  type KubernetesAuth,
  type KubernetesAuthForm,
  type KubernetesAuthFormInput,
  kubernetesAuthForm,
} from "#features/kubernetes-auth/lib/kubernetes-auth-form.ts";
import { useFormSubmission, useZodForm } from "#lib/form.ts";
import { useUnsavedGuard } from "#lib/use-unsaved-guard.ts";

/** Input that outlives the form: all of it but the reviewer JWT, which is kept nowhere but on the server. */
export interface KeptInput {
  /** What the form starts from, beside the defaults. */
  suggested: Partial<KubernetesAuthFormInput>;
  /** What was typed before, as `onChange` handed it over. */
  values: Record<string, unknown>;
  onChange: (values: Record<string, unknown>) => void;
}

interface KubernetesAuthFormBodyProps {
  identityId: string;
  /** What is changed; null when Kubernetes Auth is being added. */
  present: KubernetesAuth | null;
  /** Saves and leads away from the form. */
  onSubmit: (values: KubernetesAuthForm) => Promise<unknown>;
  submitLabel: string;
  /** The link that leaves the form as it is. */
  cancel: ReactNode;
  kept?: KeptInput | undefined;
}

/** Every field of a Kubernetes Auth. Leaving it with something typed that is not kept asks first. */
export function KubernetesAuthFormBody(props: KubernetesAuthFormBodyProps) {
  const { identityId, present, onSubmit, submitLabel, kept } = props;
  const start = { ...initialValues(identityId, present), ...kept?.suggested };
  const form = useZodForm<KubernetesAuthFormInput, KubernetesAuthForm>(kubernetesAuthForm(present), {
    ...start,
    ...(kept && readKept(kept.values, start)),
  });
  const reviewerMode = useWatch({ control: form.control, name: "reviewerMode" });
  const { isDirty, isSubmitting, dirtyFields } = form.formState;
  const submission = useFormSubmission(form, onSubmit);
  const guard = useUnsavedGuard(kept ? dirtyFields.tokenReviewerJwt === true : isDirty);
  useKept(form, start, kept?.onChange);
  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={submission.onSubmit} className="flex max-w-3xl flex-col gap-5">
        <FormSection title="Cluster" description="Which API server is asked about a pod's JWT, and as whom.">
          <ReviewerFields present={present} />
          {reviewerMode !== "own" && (
            <>
              <HostField />
              <CaCertificateField />
            </>
          )}
          <ConnectionCheck identityId={identityId} />
        </FormSection>
        <FormSection title="Who may log in" description="A service account must satisfy all that is filled in here.">
          <AllowListFields />
          <RestrictionFields present={present} />
        </FormSection>
        <FormSection title="Access tokens" description="What a pod gets for its JWT.">
          <AccessTokenPolicyFields />
          {present && <ExistingTokensField identityId={identityId} authMethod="kubernetes-auth" />}
        </FormSection>
        <FormError error={submission.error} />
        <div className="flex flex-wrap justify-end gap-2">
          {props.cancel}
          <SubmitButton isPending={isSubmitting}>{submitLabel}</SubmitButton>
        </div>
      </form>
      <DiscardDialog isOpen={guard.isAsking} onStay={guard.stay} onDiscard={guard.leave} />
    </FormProvider>
  );
}

/** Hands over what is to be kept whenever something is typed. */
function useKept(
  form: UseFormReturn<KubernetesAuthFormInput, unknown, KubernetesAuthForm>,
  start: KubernetesAuthFormInput,
  onChange: KeptInput["onChange"] | undefined,
): void {
  const keep = useEffectEvent((values: KubernetesAuthFormInput) => onChange?.(toKeep(values, start)));
  // The form's own store.
  useEffect(() => form.subscribe({ formState: { values: true }, callback: ({ values }) => keep(values) }), [form]);
}

function FormSection({ title, description, children }: { title: string; description: string; children: ReactNode }) {
  return (
    <Card title={title} description={description}>
      <div className="flex flex-col gap-5">{children}</div>
    </Card>
  );
}
