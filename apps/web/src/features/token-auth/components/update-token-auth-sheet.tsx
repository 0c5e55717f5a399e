import { useMutation } from "@tanstack/react-query";
import { FormProvider } from "react-hook-form";
import { ExistingTokensField } from "#components/access-token-policy/existing-tokens-field.tsx";
import { AccessTokenPolicyFields } from "#components/access-token-policy/policy-fields.tsx";
import { FormSheet } from "#components/form-dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { EditTokenAuthForm } from "#features/token-auth/lib/token-auth-form.ts";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

interface UpdateTokenAuthSheetProps {
  tokenAuth: RouterOutputs["tokenAuth"]["get"];
  onClose: () => void;
}

export function UpdateTokenAuthSheet({ tokenAuth, onClose }: UpdateTokenAuthSheetProps) {
  const form = useZodForm(EditTokenAuthForm, {
    existingTokens: "keep",
    identityId: tokenAuth.identityId,
    accessTokenTtlSeconds: tokenAuth.accessTokenTtlSeconds,
    accessTokenMaxTtlSeconds: tokenAuth.accessTokenMaxTtlSeconds,
    accessTokenMaxUses: tokenAuth.accessTokenMaxUses,
    accessTokenTrustedIps: tokenAuth.accessTokenTrustedIps,
  });
  const update = useMutation(trpc.tokenAuth.update.mutationOptions());

  async function submit(values: EditTokenAuthForm): Promise<void> {
    await update.mutateAsync(values);
    await Promise.all([
      queryClient.invalidateQueries(trpc.tokenAuth.pathFilter()),
      queryClient.invalidateQueries(trpc.accessToken.pathFilter()),
    ]);
    toast.success("Token Auth saved");
  }

  return (
    <FormProvider {...form}>
      <FormSheet
        isOpen
        onOpenChange={onClose}
        title="Edit Token Auth"
        form={form}
        onSubmit={submit}
        submitLabel="Save changes"
      >
        <AccessTokenPolicyFields />
        <ExistingTokensField identityId={tokenAuth.identityId} authMethod="token-auth" />
      </FormSheet>
    </FormProvider>
  );
}
