import { useMutation } from "@tanstack/react-query";
import { PlugZap } from "lucide-react";
import { useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import type { RemedyField } from "#components/check-list/check-remedy.tsx";
import { ConnectionReportView } from "#components/connection-report/connection-report.tsx";
import { FormError } from "#components/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import type { KubernetesAuthFormInput } from "#features/kubernetes-auth/lib/kubernetes-auth-form.ts";
import type { ErrorDescription } from "#lib/errors.ts";
import { applyServerError } from "#lib/form.ts";
import { trpc } from "#lib/trpc.ts";

const CHECKED_FIELDS = [
  "reviewerMode",
  "kubernetesHost",
  "caCertificate",
  "tokenReviewerJwt",
  "allowedAudience",
] as const;

/** Tries the cluster as it is typed in, before anything is saved. */
export function ConnectionCheck({ identityId }: { identityId: string }) {
  const form = useFormContext<KubernetesAuthFormInput>();
  const check = useMutation(trpc.kubernetesAuth.checkConnection.mutationOptions());
  const [error, setError] = useState<ErrorDescription | null>(null);
  const [checkedInput, setCheckedInput] = useState("");
  const input = JSON.stringify(useWatch({ control: form.control, name: CHECKED_FIELDS }));

  async function run(): Promise<void> {
    setError(null);
    if (!(await form.trigger(["kubernetesHost", "caCertificate"], { shouldFocus: true }))) return;
    const { reviewerMode, kubernetesHost, caCertificate, tokenReviewerJwt, allowedAudience } = form.getValues();
    setCheckedInput(input);
    try {
      await check.mutateAsync({
        identityId,
        reviewerMode,
        kubernetesHost,
        caCertificate,
        allowedAudience,
        tokenReviewerJwt,
      });
    } catch (cause) {
      setError(applyServerError(form, cause));
    }
  }

  function goTo(field: RemedyField): void {
    form.setFocus(field);
  }

  return (
    <div className="flex flex-col gap-3 border-t pt-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button isPending={check.isPending} onClick={() => void run()}>
          {!check.isPending && <PlugZap aria-hidden />}
          Check connection
        </Button>
        <p className="text-[0.8125rem] text-muted">Tries what is typed in above. Nothing is saved.</p>
      </div>
      <FormError error={error} />
      {check.data && !error && (
        <>
          {checkedInput !== input && <p className="text-muted">The fields have changed since this check.</p>}
          <ConnectionReportView report={check.data} onFieldChosen={goTo} />
        </>
      )}
    </div>
  );
}
