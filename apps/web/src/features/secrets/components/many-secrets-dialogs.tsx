import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { FormError } from "#components/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogBody, DialogFooter } from "#components/ui/dialog.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { toast } from "#components/ui/toast.tsx";
import { PlaceFields } from "#features/secrets/components/place-fields.tsx";
import { TagsField } from "#features/secrets/components/tags-field.tsx";
import { byPlace, countSecrets, nameSome } from "#features/secrets/lib/by-place.ts";
import { refreshSecrets } from "#features/secrets/lib/refresh-secrets.ts";
import type { MaskedSecret, SecretPlace } from "#features/secrets/lib/secret-place.ts";
import { useProjectCan } from "#lib/can.ts";
import { trpc } from "#lib/trpc.ts";
import { useAttempt } from "#lib/use-attempt.ts";

interface ManySecretsProps {
  secrets: readonly MaskedSecret[];
  /** Where the page is: the destination to begin with. */
  place: SecretPlace;
  onClose: () => void;
}

/** Deletes the versions that are shown, and no later ones; of each folder all or none. */
export function DeleteSecretsDialog({ secrets, onClose }: ManySecretsProps) {
  const remove = useMutation(trpc.secret.deleteMany.mutationOptions());

  async function confirm(): Promise<void> {
    let count = 0;
    try {
      for (const { place, secrets: inPlace } of byPlace(secrets)) {
        const seen = inPlace.map(({ key, version }) => ({ key, expectedVersion: version }));
        count += (await remove.mutateAsync({ ...place, secrets: seen })).count;
      }
    } finally {
      // Also of those folders that came before the one that was refused.
      if (count > 0) {
        await refreshSecrets();
        toast.success(`${countSecrets(count)} deleted`);
      }
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

const PRESENT = [
  { value: "refuse", title: "Copy nothing", hint: "When the destination has one of the keys already." },
  { value: "skip", title: "Skip those it has", hint: "Copy only what is missing there." },
  { value: "overwrite", title: "Overwrite", hint: "What it has gets a new version; the old one stays in the history." },
] as const;

export function CopySecretsDialog({ secrets, place, onClose }: ManySecretsProps) {
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
        for (const { place: from, secrets: inPlace } of byPlace(secrets)) {
          const keys = inPlace.map(({ key }) => key);
          count += (await copy.mutateAsync({ ...from, keys, to, whenPresent })).count;
        }
        toast.success(`${countSecrets(count)} copied`);
      }}
    >
      <RadioCards label="What is there already" options={PRESENT} value={whenPresent} onValueChange={setWhenPresent} />
    </DestinationDialog>
  );
}

export function MoveSecretsDialog({ secrets, place, onClose }: ManySecretsProps) {
  const move = useMutation(trpc.secret.move.mutationOptions());
  return (
    <DestinationDialog
      title={`Move ${countSecrets(secrets.length)}`}
      description={`${nameSome(secrets)}, with all versions. Pods and references that use the old place stop getting them. Nothing is moved onto a secret that is there.`}
      actionLabel="Move"
      place={place}
      onClose={onClose}
      onSubmit={async (to) => {
        for (const { place: from, secrets: inPlace } of byPlace(secrets)) {
          await move.mutateAsync({ ...from, keys: inPlace.map(({ key }) => key), to });
        }
        toast.success(`${countSecrets(secrets.length)} moved`);
      }}
    />
  );
}

interface DestinationDialogProps {
  title: string;
  description: string;
  actionLabel: string;
  place: SecretPlace;
  onSubmit: (to: { environment: string; secretPath: string }) => Promise<void>;
  onClose: () => void;
  children?: ReactNode;
}

function DestinationDialog(props: DestinationDialogProps) {
  const { place, onSubmit, onClose } = props;
  const [to, setTo] = useState(place);
  const { isPending, error, attempt } = useAttempt();
  const can = useProjectCan(place.projectId);
  const isElsewhere = to.environment !== place.environment || to.secretPath !== place.secretPath;
  const mayWrite = can("secrets:create", { environment: to.environment, secretPath: to.secretPath });
  const problem = !isElsewhere
    ? "Choose another environment or folder"
    : mayWrite
      ? undefined
      : "You may not add secrets there";
  const [isAsked, setAsked] = useState(false);

  async function submit(): Promise<void> {
    setAsked(true);
    if (problem) return;
    await attempt(async () => {
      await onSubmit({ environment: to.environment, secretPath: to.secretPath });
      await refreshSecrets();
      onClose();
    });
  }

  return (
    <Dialog isOpen onOpenChange={onClose} title={props.title} description={props.description}>
      <DialogBody>
        <PlaceFields value={to} onValueChange={setTo} error={isAsked ? problem : undefined} />
        {props.children}
        <FormError error={error} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" isPending={isPending} onClick={submit}>
          {props.actionLabel}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

/** Adds tags to those the secrets have. */
export function TagSecretsDialog({ secrets, place, onClose }: ManySecretsProps) {
  const { projectId } = place;
  const tags = useQuery(trpc.tag.list.queryOptions({ projectId }));
  const apply = useMutation(trpc.secret.writeMany.mutationOptions());
  const [tagIds, setTagIds] = useState<string[]>([]);
  const { isPending, error, setError, attempt } = useAttempt();

  async function submit(): Promise<void> {
    if (tagIds.length === 0) {
      setError({ message: "Choose at least one tag.", issues: [] });
      return;
    }
    await attempt(async () => {
      for (const { place: inPlace, secrets: changed } of byPlace(secrets)) {
        const update = changed.map(({ key, version, tags: present }) => ({
          key,
          tagIds: [...new Set([...present.map(({ id }) => id), ...tagIds])],
          expectedVersion: version,
        }));
        await apply.mutateAsync({ ...inPlace, update });
      }
      await refreshSecrets();
      toast.success(`${countSecrets(secrets.length)} tagged`);
      onClose();
    });
  }

  return (
    <Dialog isOpen onOpenChange={onClose} title={`Tag ${countSecrets(secrets.length)}`} description={nameSome(secrets)}>
      <DialogBody>
        <TagsField
          projectId={projectId}
          tags={tags.data?.items ?? []}
          value={tagIds}
          onValueChange={setTagIds}
          error={undefined}
        />
        <FormError error={error} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" isPending={isPending} onClick={submit}>
          Add tags
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
