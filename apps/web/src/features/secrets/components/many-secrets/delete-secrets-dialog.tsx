import { useMutation } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { countSecrets, nameSome } from "#features/secrets/lib/by-place.ts";
import { forEachPlace } from "#features/secrets/lib/for-each-place.ts";
import { refreshSecrets } from "#features/secrets/lib/refresh-secrets.ts";
import type { MaskedSecret } from "#features/secrets/lib/secret-place.ts";
import { trpc } from "#lib/trpc.ts";

interface DeleteSecretsDialogProps {
  secrets: readonly MaskedSecret[];
  onClose: () => void;
}

/** Deletes the versions that are shown, and no later ones; of each folder all or none. */
export function DeleteSecretsDialog({ secrets, onClose }: DeleteSecretsDialogProps) {
  const remove = useMutation(trpc.secret.deleteMany.mutationOptions());

  async function confirm(): Promise<void> {
    let count = 0;
    try {
      await forEachPlace(secrets, async (place, inPlace) => {
        const seen = inPlace.map(({ key, version }) => ({ key, expectedVersion: version }));
        count += (await remove.mutateAsync({ ...place, secrets: seen })).count;
      });
    } finally {
      // Also of those folders that came before the one that was refused.
      if (count > 0) toast.success(`${countSecrets(count)} deleted`);
    }
  }

  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Delete ${countSecrets(secrets.length)}?`}
      consequence={`${nameSome(secrets)} ${secrets.length === 1 ? "is" : "are"} gone for good, with all versions. Pods that read them get nothing from now on.`}
      actionLabel={`Delete ${countSecrets(secrets.length)}`}
      typedName={secrets.length > 1 ? String(secrets.length) : undefined}
      onConfirm={confirm}
      onLookAgain={refreshSecrets}
    />
  );
}
