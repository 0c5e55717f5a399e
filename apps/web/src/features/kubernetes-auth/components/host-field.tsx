import { parseKubernetesHost } from "@podpass/contracts";
import { useFormContext, useWatch } from "react-hook-form";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { KubernetesAuthFormInput } from "#features/kubernetes-auth/lib/kubernetes-auth-form.ts";

export function HostField() {
  const { control, register, formState } = useFormContext<KubernetesAuthFormInput>();
  const host = useWatch({ control, name: "kubernetesHost" }) ?? "";
  const parsed = parseKubernetesHost(host);
  return (
    <Field
      label="Kubernetes Host / Base Kubernetes API URL"
      help={
        <>
          A host, a host:port pair or the base URL of the Kubernetes API server. <Code>kubectl cluster-info</Code>{" "}
          prints it.
        </>
      }
      error={formState.errors.kubernetesHost?.message}
    >
      <Input
        {...register("kubernetesHost", { deps: ["tokenReviewerJwt"] })}
        placeholder="https://10.0.0.1:6443"
        spellCheck={false}
        className="font-mono"
      />
      {parsed.ok && (
        <output className="break-all text-[0.8125rem] text-muted">
          Tokens are reviewed at <Code>{parsed.baseUrl}</Code>
        </output>
      )}
    </Field>
  );
}

function Code({ children }: { children: string }) {
  return <code className="font-mono text-ink">{children}</code>;
}
