import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { RowMenu } from "#components/data-table/row-menu.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { DialogBody } from "#components/ui/dialog.tsx";
import { MenuItem } from "#components/ui/dropdown-menu.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { TagBadge } from "#features/secrets/components/tag-badge.tsx";
import { CreateTagDialog, DeleteTagDialog, UpdateTagDialog } from "#features/secrets/components/tag-dialogs.tsx";
import type { Tag } from "#features/secrets/lib/secret-place.ts";
import { useProjectCan } from "#lib/can.ts";
import { trpc } from "#lib/trpc.ts";

type OpenDialog = { kind: "create" } | { kind: "update" | "delete"; tag: Tag };

/** The project's tags: made, renamed, coloured and deleted here. */
export function ManageTagsSheet({ projectId, onClose }: { projectId: string; onClose: () => void }) {
  const can = useProjectCan(projectId);
  const query = useQuery(trpc.tag.list.queryOptions({ projectId }));
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const close = () => setDialog(null);
  const addButton = can("tags:create") && (
    <Button onClick={() => setDialog({ kind: "create" })}>
      <Plus aria-hidden />
      New tag
    </Button>
  );
  return (
    <Sheet
      isOpen
      onOpenChange={onClose}
      title="Tags"
      description="Marks for the secrets of this project. Rules of roles can speak of them."
    >
      <DialogBody>
        {query.isPending && <Skeleton className="h-24! w-full" />}
        {query.isError && (
          <ErrorState title="The tags could not be loaded" error={query.error} onRetry={() => query.refetch()} />
        )}
        {query.data?.items.length === 0 && <EmptyState text="This project has no tags yet." action={addButton} />}
        {query.data && query.data.items.length > 0 && (
          <>
            <div>{addButton}</div>
            <ul aria-label="Tags" className="flex flex-col divide-y rounded-md border">
              {query.data.items.map((tag) => (
                <li key={tag.id} className="flex h-10 items-center justify-between gap-2 px-3">
                  <TagBadge tag={tag} />
                  {(can("tags:edit") || can("tags:delete")) && (
                    <RowMenu name={tag.slug}>
                      {can("tags:edit") && <MenuItem onClick={() => setDialog({ kind: "update", tag })}>Edit</MenuItem>}
                      {can("tags:delete") && (
                        <MenuItem isDanger onClick={() => setDialog({ kind: "delete", tag })}>
                          Delete
                        </MenuItem>
                      )}
                    </RowMenu>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </DialogBody>
      {dialog?.kind === "create" && <CreateTagDialog projectId={projectId} onClose={close} />}
      {dialog?.kind === "update" && <UpdateTagDialog tag={dialog.tag} onClose={close} />}
      {dialog?.kind === "delete" && <DeleteTagDialog tag={dialog.tag} onClose={close} />}
    </Sheet>
  );
}
