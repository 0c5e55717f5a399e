import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FormError } from "#components/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogBody, DialogFooter } from "#components/ui/dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { TagsField } from "#features/secrets/components/tags-field.tsx";
import { countSecrets, nameSome } from "#features/secrets/lib/by-place.ts";
import { forEachPlace } from "#features/secrets/lib/for-each-place.ts";
import type { MaskedSecret, SecretPlace } from "#features/secrets/lib/secret-place.ts";
import { trpc } from "#lib/trpc.ts";
import { useAttempt } from "#lib/use-attempt.ts";

interface TagSecretsDialogProps {
  secrets: readonly MaskedSecret[];
  place: SecretPlace;
  onClose: () => void;
}

/** Adds tags to those the versions that are shown have; of each folder all or none. */
export function TagSecretsDialog({ secrets, place, onClose }: TagSecretsDialogProps) {
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
      await forEachPlace(secrets, async (inPlace, changed) => {
        const update = changed.map(({ key, version, tags: present }) => ({
          key,
          tagIds: [...new Set([...present.map(({ id }) => id), ...tagIds])],
          expectedVersion: version,
        }));
        await apply.mutateAsync({ ...inPlace, update });
      });
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
