import { useMutation } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { refreshSecrets } from "#features/secrets/lib/refresh-secrets.ts";
import { type MaskedSecret, placeOf } from "#features/secrets/lib/secret-place.ts";
import { trpc } from "#lib/trpc.ts";

export function DeleteSecretDialog({ secret, onClose }: { secret: MaskedSecret; onClose: () => void }) {
  const remove = useMutation(trpc.secret.delete.mutationOptions());

  async function confirm(): Promise<void> {
    await remove.mutateAsync({ ...placeOf(secret), key: secret.key });
    await refreshSecrets();
    toast.success(`Secret ${secret.key} deleted`);
  }

  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Delete ${secret.key}?`}
      consequence={`Pods that read it get nothing from now on. ${secret.version === 1 ? "Its value" : `All ${secret.version} versions of it`} cannot be had back.`}
      actionLabel="Delete secret"
      onConfirm={confirm}
    />
  );
}
