import { useMutation, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toast } from "#components/ui/toast.tsx";
import { refreshFolders } from "#features/secrets/lib/refresh-secrets.ts";
import type { SecretPlace } from "#features/secrets/lib/secret-place.ts";
import { useProjectCan } from "#lib/can.ts";
import { describeError } from "#lib/errors.ts";
import { onDemand } from "#lib/on-demand.tsx";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

const AddImportDialog = onDemand(
  async () => (await import("#features/secrets/components/add-import-dialog.tsx")).AddImportDialog,
);

type SecretImport = RouterOutputs["secretImport"]["list"]["items"][number];

/** What the folder imports, in the order that decides, and how it decides. */
export function FolderImports({ place }: { place: SecretPlace }) {
  const canInProject = useProjectCan(place.projectId);
  const can = (action: "create" | "edit" | "delete") =>
    canInProject(`secret-imports:${action}`, { environment: place.environment, secretPath: place.secretPath });
  const { environments } = useSuspenseQuery(trpc.project.get.queryOptions({ projectId: place.projectId })).data;
  const query = useQuery(trpc.secretImport.list.queryOptions(place));
  const [isAdding, setAdding] = useState(false);
  const [removed, setRemoved] = useState<SecretImport | null>(null);
  const imports = query.data?.items ?? [];
  // The table above is read together with this: a button that is there before would move with the table's end.
  if (query.isPending) return <Skeleton className="h-28! w-full rounded-md!" />;
  const other = environments.find(({ slug }) => slug !== place.environment);
  return (
    <Card
      title="Imports"
      description={
        imports.length > 1
          ? "This folder's own secrets win. Of two imports that have a key, the lower in this list wins."
          : "Secrets of other folders that are readable here. This folder's own win where both have a key."
      }
      actions={
        can("create") && (
          <Button onClick={() => setAdding(true)}>
            <Plus aria-hidden />
            Add import
          </Button>
        )
      }
    >
      {query.isError && (
        <ErrorState title="The imports could not be loaded" error={query.error} onRetry={() => query.refetch()} />
      )}
      {imports.length > 0 && (
        <ol aria-label="Imports" className="flex flex-col divide-y rounded-md border">
          {imports.map((item, index) => (
            <ImportRow
              key={item.id}
              item={item}
              isFirst={index === 0}
              isLast={index === imports.length - 1}
              canMove={can("edit")}
              onRemove={can("delete") ? () => setRemoved(item) : undefined}
            />
          ))}
        </ol>
      )}
      {query.isSuccess && imports.length === 0 && <p className="text-muted">This folder imports nothing.</p>}
      {isAdding && (
        <AddImportDialog
          place={place}
          firstEnvironment={other?.slug ?? place.environment}
          onClose={() => setAdding(false)}
        />
      )}
      {removed && <RemoveImportDialog item={removed} onClose={() => setRemoved(null)} />}
    </Card>
  );
}

interface ImportRowProps {
  item: SecretImport;
  isFirst: boolean;
  isLast: boolean;
  canMove: boolean;
  /** Absent when the user may not. */
  onRemove: (() => void) | undefined;
}

function ImportRow({ item, isFirst, isLast, canMove, onRemove }: ImportRowProps) {
  const update = useMutation(trpc.secretImport.update.mutationOptions());
  const { projectId, id: importId, position, source } = item;
  const name = nameOf(item);

  async function move(to: number): Promise<void> {
    try {
      await update.mutateAsync({ projectId, importId, position: to });
      await refreshFolders();
    } catch (error) {
      toast.error("The import could not be moved", describeError(error).message);
    }
  }

  return (
    <li className="flex flex-wrap items-center justify-between gap-2 px-3 py-1.5">
      <Link
        to="/projects/$projectId/secrets"
        params={{ projectId }}
        search={{ environment: source.environment, path: source.secretPath === "/" ? undefined : source.secretPath }}
        className="min-w-0 rounded-xs hover:underline"
      >
        {source.environmentName} <code className="break-all font-mono text-[0.8125rem]">{source.secretPath}</code>
      </Link>
      <span className="flex">
        {canMove && (
          <>
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={`Move ${name} up`}
              disabled={isFirst || update.isPending}
              onClick={() => move(position - 1)}
            >
              <ArrowUp aria-hidden />
            </Button>
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={`Move ${name} down`}
              disabled={isLast || update.isPending}
              onClick={() => move(position + 1)}
            >
              <ArrowDown aria-hidden />
            </Button>
          </>
        )}
        {onRemove && (
          <Button variant="ghost" size="icon-sm" aria-label={`Remove ${name}`} onClick={onRemove}>
            <X aria-hidden />
          </Button>
        )}
      </span>
    </li>
  );
}

function RemoveImportDialog({ item, onClose }: { item: SecretImport; onClose: () => void }) {
  const remove = useMutation(trpc.secretImport.delete.mutationOptions());

  async function confirm(): Promise<void> {
    await remove.mutateAsync({ projectId: item.projectId, importId: item.id });
    await refreshFolders();
    toast.success("Import removed");
  }

  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Stop importing ${nameOf(item)}?`}
      consequence="Pods that read its secrets through this folder get nothing from now on. The secrets stay where they are."
      actionLabel="Remove import"
      onConfirm={confirm}
    />
  );
}

function nameOf({ source }: SecretImport): string {
  return `${source.environment}:${source.secretPath}`;
}
