import { useMutation } from "@tanstack/react-query";
import { FormProvider } from "react-hook-form";
import { ExistingTokensField } from "#components/access-token-policy/existing-tokens-field.tsx";
import { FormSheet } from "#components/form-dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { UniversalAuthFields } from "#features/universal-auth/components/universal-auth-fields.tsx";
import { EditUniversalAuthForm } from "#features/universal-auth/lib/universal-auth-form.ts";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

interface UpdateUniversalAuthSheetProps {
  universalAuth: RouterOutputs["universalAuth"]["get"];
  onClose: () => void;
}

export function UpdateUniversalAuthSheet({ universalAuth, onClose }: UpdateUniversalAuthSheetProps) {
  const form = useZodForm(EditUniversalAuthForm, {
    existingTokens: "keep",
    identityId: universalAuth.identityId,
    clientSecretTrustedIps: universalAuth.clientSecretTrustedIps,
    accessTokenTtlSeconds: universalAuth.accessTokenTtlSeconds,
    accessTokenMaxTtlSeconds: universalAuth.accessTokenMaxTtlSeconds,
    accessTokenMaxUses: universalAuth.accessTokenMaxUses,
    accessTokenTrustedIps: universalAuth.accessTokenTrustedIps,
    isLockoutEnabled: universalAuth.isLockoutEnabled,
    lockoutThreshold: universalAuth.lockoutThreshold,
    lockoutDurationSeconds: universalAuth.lockoutDurationSeconds,
    lockoutCounterResetSeconds: universalAuth.lockoutCounterResetSeconds,
  });
  const update = useMutation(trpc.universalAuth.update.mutationOptions());

  async function submit(values: EditUniversalAuthForm): Promise<void> {
    await update.mutateAsync(values);
    await Promise.all([
      queryClient.invalidateQueries(trpc.universalAuth.pathFilter()),
      queryClient.invalidateQueries(trpc.accessToken.pathFilter()),
    ]);
    toast.success("Universal Auth saved");
  }

  return (
    <FormProvider {...form}>
      <FormSheet
        isOpen
        onOpenChange={onClose}
        title="Edit Universal Auth"
        form={form}
        onSubmit={submit}
        submitLabel="Save changes"
      >
        <UniversalAuthFields />
        <ExistingTokensField identityId={universalAuth.identityId} authMethod="universal-auth" />
      </FormSheet>
    </FormProvider>
  );
}
