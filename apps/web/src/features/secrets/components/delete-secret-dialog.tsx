import { useMutation } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { refreshSecrets } from "#features/secrets/lib/refresh-secrets.ts";
import { type MaskedSecret, placeOf } from "#features/secrets/lib/secret-place.ts";
import { trpc } from "#lib/trpc.ts";

interface DeleteSecretDialogProps {
  secret: MaskedSecret;
  /** Opens what became of it, for whoever is told that somebody else saved it meanwhile. */
  onShowHistory: (secret: MaskedSecret) => void;
  onClose: () => void;
}

/** Deletes the version that is shown, and no later one. */
export function DeleteSecretDialog({ secret, onShowHistory, onClose }: DeleteSecretDialogProps) {
  const remove = useMutation(trpc.secret.delete.mutationOptions());

  async function confirm(): Promise<void> {
    await remove.mutateAsync({ ...placeOf(secret), key: secret.key, expectedVersion: secret.version });
    await refreshSecrets();
    toast.success(`Secret ${secret.key} deleted`);
  }

  async function lookAgain(): Promise<void> {
    await refreshSecrets();
    onShowHistory(secret);
  }

  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Delete ${secret.key}?`}
      consequence={`Pods that read it get nothing from now on. ${secret.version === 1 ? "Its value" : `All ${secret.version} versions of it`} cannot be had back.`}
      actionLabel="Delete secret"
      onConfirm={confirm}
      onLookAgain={lookAgain}
    />
  );
}
