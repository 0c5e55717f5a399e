import { useMutation } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import type { MaskedSecret, SecretPlace } from "#features/secrets/components/secret-scope.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

interface DeleteSecretDialogProps {
  place: SecretPlace;
  secret: MaskedSecret;
  onClose: () => void;
}

export function DeleteSecretDialog({ place, secret, onClose }: DeleteSecretDialogProps) {
  const remove = useMutation(trpc.secret.delete.mutationOptions());

  async function confirm(): Promise<void> {
    await remove.mutateAsync({ ...place, key: secret.key });
    await queryClient.invalidateQueries(trpc.secret.pathFilter());
    toast.success(`Secret ${secret.key} deleted`);
  }

  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Delete ${secret.key}?`}
      consequence="Pods that read it get nothing from now on. Its value cannot be had back."
      actionLabel="Delete secret"
      onConfirm={confirm}
    />
  );
}
