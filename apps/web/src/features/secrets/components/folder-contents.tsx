import { useQuery } from "@tanstack/react-query";
import { FolderPlus, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { DataTable } from "#components/data-table/data-table.tsx";
import { queryTableState } from "#components/data-table/query-state.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { FilterBox } from "#components/filter-box.tsx";
import { Button } from "#components/ui/button.tsx";
import { FolderList } from "#features/secrets/components/folder-list.tsx";
import { FolderPath } from "#features/secrets/components/folder-path.tsx";
import { MissingFolder } from "#features/secrets/components/missing-folder.tsx";
import { secretColumns } from "#features/secrets/components/secret-columns.tsx";
import { type OpenDialog, SecretDialogs } from "#features/secrets/components/secret-dialogs.tsx";
import { TagMenu } from "#features/secrets/components/tag-menu.tsx";
import { usePlaceRights, useSecretRights } from "#features/secrets/hooks/use-secret-rights.ts";
import { filterSecrets } from "#features/secrets/lib/filter-secrets.ts";
import type { SecretPlace } from "#features/secrets/lib/secret-place.ts";
import type { OnSearchChange, SecretsSearch } from "#features/secrets/lib/secrets-search.ts";
import { useProjectCan } from "#lib/can.ts";
import { describeError } from "#lib/errors.ts";
import { onDemand } from "#lib/on-demand.tsx";
import { trpc } from "#lib/trpc.ts";

const SecretSheet = onDemand(async () => (await import("#features/secrets/components/secret-sheet.tsx")).SecretSheet);

interface FolderContentsProps {
  place: SecretPlace;
  search: SecretsSearch;
  onSearchChange: OnSearchChange;
}

/** One folder of one environment: the folders in it, and its secrets. */
export function FolderContents({ place, search, onSearchChange }: FolderContentsProps) {
  const rights = usePlaceRights(place);
  const rightsOf = useSecretRights(place.projectId);
  const canReadSome = useProjectCan(place.projectId)("secrets:readValue");
  const secrets = useQuery(trpc.secret.list.queryOptions(place));
  const folders = useQuery(trpc.folder.list.queryOptions(place));
  const tags = useQuery(trpc.tag.list.queryOptions({ projectId: place.projectId }, { enabled: rights.canReadTags }));
  const overrides = useQuery(trpc.secret.listOverrides.queryOptions(place, { enabled: canReadSome }));
  const [dialog, setDialog] = useState<OpenDialog | null>(null);

  const overridden = useMemo(() => new Set(overrides.data?.keys), [overrides.data]);
  const columns = useMemo(
    () =>
      secretColumns({
        rightsOf,
        overridden,
        onOpen: (secret, view) => onSearchChange({ secret: secret.id, view }),
        onDelete: (secret) => setDialog({ kind: "delete-secret", secret }),
      }),
    [rightsOf, overridden, onSearchChange],
  );
  const filter = { text: search.search ?? "", tags: search.tags ?? [] };
  const shown = useMemo(
    () => filterSecrets(secrets.data?.items ?? [], { text: search.search ?? "", tags: search.tags ?? [] }),
    [secrets.data, search.search, search.tags],
  );
  const opened = secrets.data?.items.find(({ id }) => id === search.secret);

  if (describeError(secrets.error).code === "folder.not_found") {
    return (
      <>
        <FolderPath place={place} />
        <MissingFolder place={place} onLeave={() => onSearchChange({ path: undefined })} />
      </>
    );
  }
  const addButton = rights.canCreateSecrets && (
    <Button variant="primary" onClick={() => setDialog({ kind: "create-secret" })}>
      <Plus aria-hidden />
      Add secret
    </Button>
  );
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <FolderPath place={place} />
        <div className="flex flex-wrap items-center gap-2">
          {rights.canCreateFolders && (
            <Button onClick={() => setDialog({ kind: "create-folder" })}>
              <FolderPlus aria-hidden />
              New folder
            </Button>
          )}
          {addButton}
        </div>
      </div>
      {folders.data && folders.data.items.length > 0 && (
        <FolderList
          folders={folders.data.items}
          onEdit={rights.canEditFolders ? (folder) => setDialog({ kind: "update-folder", folder }) : undefined}
          onDelete={rights.canDeleteFolders ? (folder) => setDialog({ kind: "delete-folder", folder }) : undefined}
        />
      )}
      <div className="flex flex-wrap items-center gap-2">
        <FilterBox
          label="Filter secrets"
          value={filter.text}
          onValueChange={(text) => onSearchChange({ search: text || undefined, page: undefined })}
        />
        {rights.canReadTags && (
          <TagMenu
            label="Tags"
            tags={tags.data?.items ?? []}
            chosen={filter.tags}
            onToggle={({ slug }, isChosen) => {
              const chosen = isChosen ? [...filter.tags, slug] : filter.tags.filter((other) => other !== slug);
              onSearchChange({ tags: chosen.length === 0 ? undefined : chosen, page: undefined });
            }}
            onManage={rights.canManageTags ? () => setDialog({ kind: "manage-tags" }) : undefined}
            manageLabel="Manage tags…"
          />
        )}
      </div>
      <DataTable
        label="Secrets"
        columns={columns}
        state={queryTableState(secrets, () => shown)}
        rowId={(secret) => secret.id}
        paging={{
          page: search.page ?? 1,
          onPageChange: (page) => onSearchChange({ page: page === 1 ? undefined : page }),
        }}
        empty={
          filter.text || filter.tags.length > 0 ? (
            <EmptyState
              text="No secret of this folder matches the filter."
              action={
                <Button onClick={() => onSearchChange({ search: undefined, tags: undefined })}>Clear the filter</Button>
              }
            />
          ) : (
            <EmptyState text="This folder has no secrets yet." action={addButton} />
          )
        }
      />
      {opened && (
        <SecretSheet key={opened.id} secret={opened} view={search.view ?? "edit"} onSearchChange={onSearchChange} />
      )}
      <SecretDialogs place={place} dialog={dialog} onClose={() => setDialog(null)} />
    </div>
  );
}
