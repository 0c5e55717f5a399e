import { FolderName, namesOfPath, pathOfNames } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { refreshFolders } from "#features/secrets/lib/refresh-secrets.ts";
import type { SecretPlace } from "#features/secrets/lib/secret-place.ts";
import { useProjectCan } from "#lib/can.ts";
import { describeError } from "#lib/errors.ts";
import { trpc } from "#lib/trpc.ts";

/** In the place of a folder that other environments may have and this one has not. */
export function MissingFolder({ place, onLeave }: { place: SecretPlace; onLeave: () => void }) {
  const can = useProjectCan(place.projectId);
  const create = useMutation(trpc.folder.create.mutationOptions());
  const names = namesOfPath(place.secretPath);
  const name = names.at(-1) ?? "";
  const parent = { ...place, secretPath: pathOfNames(names.slice(0, -1)) };
  const canCreate = names.every((part) => FolderName.safeParse(part).success) && can("secret-folders:create", parent);

  async function add(): Promise<void> {
    try {
      await create.mutateAsync({ ...parent, name });
      await refreshFolders();
    } catch (error) {
      toast.error("The folder could not be added", describeError(error).message);
    }
  }

  return (
    <div className="rounded-md border">
      <EmptyState
        text={
          <>
            There is no folder <code className="break-all font-mono">{place.secretPath}</code> in {place.environment}.
          </>
        }
        action={
          <div className="flex flex-wrap justify-center gap-2">
            <Button onClick={onLeave}>Go to the root folder</Button>
            {canCreate && (
              <Button variant="primary" isPending={create.isPending} onClick={add}>
                Add the folder
              </Button>
            )}
          </div>
        }
      />
    </div>
  );
}
