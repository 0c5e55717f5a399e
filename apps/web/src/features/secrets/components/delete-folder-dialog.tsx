import { useMutation, useQuery } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { DeletionImpact } from "#components/deletion-impact.tsx";
import { toast } from "#components/ui/toast.tsx";
import { refreshFolders } from "#features/secrets/lib/refresh-secrets.ts";
import type { Folder } from "#features/secrets/lib/secret-place.ts";
import { trpc } from "#lib/trpc.ts";

export function DeleteFolderDialog({ folder, onClose }: { folder: Folder; onClose: () => void }) {
  const ref = { projectId: folder.projectId, folderId: folder.id };
  const impact = useQuery(trpc.folder.deletionImpact.queryOptions(ref, { staleTime: 0 }));
  const remove = useMutation(trpc.folder.delete.mutationOptions());

  async function confirm(): Promise<void> {
    await remove.mutateAsync(ref);
    await refreshFolders();
    toast.success(`Folder ${folder.name} deleted`);
  }

  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Delete the folder ${folder.path}?`}
      consequence={<DeletionImpact query={impact} consequence="Pods that read by this path get nothing from now on." />}
      actionLabel="Delete folder"
      typedName={impact.data?.secretCount === 0 ? undefined : folder.name}
      onConfirm={confirm}
    />
  );
}
