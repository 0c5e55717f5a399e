import { useMutation } from "@tanstack/react-query";
import { toast } from "#components/ui/toast.tsx";
import { DestinationDialog } from "#features/secrets/components/many-secrets/destination-dialog.tsx";
import { countSecrets, nameSome } from "#features/secrets/lib/by-place.ts";
import { forEachPlace } from "#features/secrets/lib/for-each-place.ts";
import type { MaskedSecret, SecretPlace } from "#features/secrets/lib/secret-place.ts";
import { trpc } from "#lib/trpc.ts";

interface MoveSecretsDialogProps {
  secrets: readonly MaskedSecret[];
  place: SecretPlace;
  onClose: () => void;
}

/** Moves secrets with their history to another environment or folder; of each folder all or none. */
export function MoveSecretsDialog({ secrets, place, onClose }: MoveSecretsDialogProps) {
  const move = useMutation(trpc.secret.move.mutationOptions());
  return (
    <DestinationDialog
      title={`Move ${countSecrets(secrets.length)}`}
      description={`${nameSome(secrets)}, with all versions. Pods and references that use the old place stop getting them. Nothing is moved onto a secret that is there.`}
      actionLabel="Move"
      place={place}
      onClose={onClose}
      onSubmit={async (to) => {
        await forEachPlace(secrets, async (from, inPlace) => {
          await move.mutateAsync({ ...from, keys: inPlace.map(({ key }) => key), to });
        });
        toast.success(`${countSecrets(secrets.length)} moved`);
      }}
    />
  );
}
