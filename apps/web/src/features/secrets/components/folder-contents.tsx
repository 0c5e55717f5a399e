import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FolderImports } from "#features/secrets/components/folder-imports.tsx";
import { FolderList } from "#features/secrets/components/folder-list.tsx";
import { FolderPath } from "#features/secrets/components/folder-path.tsx";
import { FolderActions, SecretFilters } from "#features/secrets/components/folder-toolbar.tsx";
import { MissingFolder } from "#features/secrets/components/missing-folder.tsx";
import { type OpenDialog, SecretDialogs } from "#features/secrets/components/secret-dialogs.tsx";
import { SecretTable } from "#features/secrets/components/secret-table.tsx";
import { usePlaceRights } from "#features/secrets/hooks/use-secret-rights.ts";
import type { MaskedSecret, SecretPlace } from "#features/secrets/lib/secret-place.ts";
import type { OnSearchChange, SecretsSearch } from "#features/secrets/lib/secrets-search.ts";
import { describeError } from "#lib/errors.ts";
import { onDemand } from "#lib/on-demand.tsx";
import { trpc } from "#lib/trpc.ts";

const SecretSheet = onDemand(async () => (await import("#features/secrets/components/secret-sheet.tsx")).SecretSheet);

interface FolderContentsProps {
  place: SecretPlace;
  search: SecretsSearch;
  onSearchChange: OnSearchChange;
  /** Begins the import of a project; absent when the user may not. */
  onImport: (() => void) | undefined;
}

/** One folder of one environment: the folders in it, its secrets, and what it imports. */
export function FolderContents({ place, search, onSearchChange, onImport }: FolderContentsProps) {
  const rights = usePlaceRights(place);
  const isRecursive = search.isRecursive ?? false;
  const secrets = useQuery(
    trpc.secret.list.queryOptions({ ...place, isRecursive, areImportsWanted: rights.canReadImports }),
  );
  const folders = useQuery(trpc.folder.list.queryOptions(place));
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const opened = useOpened(secrets.data?.items, search.secret);

  if (describeError(secrets.error).code === "folder.not_found") {
    return (
      <div className="flex flex-col gap-4">
        <FolderPath place={place} />
        <MissingFolder place={place} onLeave={() => onSearchChange({ path: undefined })} />
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <FolderPath place={place} />
        <FolderActions place={place} rights={rights} onOpen={setDialog} />
      </div>
      <SecretFilters
        place={place}
        rights={rights}
        search={search}
        onSearchChange={onSearchChange}
        onManageTags={() => setDialog({ kind: "manage-tags" })}
      />
      {/* Below what can be clicked already while it is read. */}
      {folders.data && folders.data.items.length > 0 && (
        <FolderList
          folders={folders.data.items}
          onEdit={rights.canEditFolders ? (folder) => setDialog({ kind: "update-folder", folder }) : undefined}
          onDelete={rights.canDeleteFolders ? (folder) => setDialog({ kind: "delete-folder", folder }) : undefined}
        />
      )}
      <SecretTable
        place={place}
        query={secrets}
        rights={rights}
        search={search}
        onSearchChange={onSearchChange}
        onOpen={setDialog}
        // Where there is nothing at all, a whole project may be meant to come.
        onImport={place.secretPath === "/" && folders.data?.items.length === 0 ? onImport : undefined}
      />
      {rights.canReadImports && <FolderImports place={place} />}
      {opened && (
        <SecretSheet key={opened.id} secret={opened} view={search.view ?? "edit"} onSearchChange={onSearchChange} />
      )}
      <SecretDialogs
        place={place}
        dialog={dialog}
        onShowHistory={({ id }) => onSearchChange({ secret: id, view: "history" })}
        onClose={() => setDialog(null)}
      />
    </div>
  );
}

/** The secret the URL names. One that somebody deletes or moves away stays open, so that nothing typed is lost. */
function useOpened(items: readonly MaskedSecret[] | undefined, id: string | undefined): MaskedSecret | undefined {
  const found = items?.find((secret) => secret.id === id);
  const [last, setLast] = useState(found);
  if (found && found !== last) setLast(found);
  return found ?? (last?.id === id ? last : undefined);
}
