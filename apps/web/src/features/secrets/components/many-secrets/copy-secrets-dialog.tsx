import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { toast } from "#components/ui/toast.tsx";
import { DestinationDialog } from "#features/secrets/components/many-secrets/destination-dialog.tsx";
import { countSecrets, nameSome } from "#features/secrets/lib/by-place.ts";
import { forEachPlace } from "#features/secrets/lib/for-each-place.ts";
import type { MaskedSecret, SecretPlace } from "#features/secrets/lib/secret-place.ts";
import { trpc } from "#lib/trpc.ts";

const PRESENT = [
  { value: "refuse", title: "Copy nothing", hint: "When the destination has one of the keys already." },
  { value: "skip", title: "Skip those it has", hint: "Copy only what is missing there." },
  { value: "overwrite", title: "Overwrite", hint: "What it has gets a new version; the old one stays in the history." },
] as const;

interface CopySecretsDialogProps {
  secrets: readonly MaskedSecret[];
  place: SecretPlace;
  onClose: () => void;
}

/** Copies secrets to another environment or folder without their values coming here; of each folder all or none. */
export function CopySecretsDialog({ secrets, place, onClose }: CopySecretsDialogProps) {
  const copy = useMutation(trpc.secret.copy.mutationOptions());
  const [whenPresent, setWhenPresent] = useState<(typeof PRESENT)[number]["value"]>("refuse");
  return (
    <DestinationDialog
      title={`Copy ${countSecrets(secrets.length)}`}
      description={`${nameSome(secrets)}, with comments, tags and metadata. The values do not leave the server.`}
      actionLabel="Copy"
      place={place}
      onClose={onClose}
      onSubmit={async (to) => {
        let count = 0;
        await forEachPlace(secrets, async (from, inPlace) => {
          const keys = inPlace.map(({ key }) => key);
          count += (await copy.mutateAsync({ ...from, keys, to, whenPresent })).count;
        });
        toast.success(`${countSecrets(count)} copied`);
      }}
    >
      <RadioCards label="What is there already" options={PRESENT} value={whenPresent} onValueChange={setWhenPresent} />
    </DestinationDialog>
  );
}
