import { TOKEN_AUTH_DEFAULTS } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { FormProvider } from "react-hook-form";
import { AccessTokenPolicyFields } from "#components/access-token-policy/policy-fields.tsx";
import { FormSheet } from "#components/form-dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { TokenAuthForm } from "#features/token-auth/lib/token-auth-form.ts";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

export function AttachTokenAuthSheet({ identityId, onClose }: { identityId: string; onClose: () => void }) {
  const form = useZodForm(TokenAuthForm, { identityId, ...TOKEN_AUTH_DEFAULTS });
  const attach = useMutation(trpc.tokenAuth.attach.mutationOptions());

  async function submit(values: TokenAuthForm): Promise<void> {
    await attach.mutateAsync(values);
    await queryClient.invalidateQueries(trpc.identity.pathFilter());
    toast.success("Token Auth added");
  }

  return (
    <FormProvider {...form}>
      <FormSheet
        isOpen
        onOpenChange={onClose}
        title="Add Token Auth"
        description="Access tokens are made afterwards, one for each place that needs one."
        form={form}
        onSubmit={submit}
        submitLabel="Add Token Auth"
      >
        <AccessTokenPolicyFields />
      </FormSheet>
    </FormProvider>
  );
}
