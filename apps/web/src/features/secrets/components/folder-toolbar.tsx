import { useQuery } from "@tanstack/react-query";
import { FolderPlus, ListPlus, Plus } from "lucide-react";
import { useId } from "react";
import { FilterBox } from "#components/filter-box.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { ExportMenu } from "#features/secrets/components/export-menu.tsx";
import type { OpenDialog } from "#features/secrets/components/secret-dialogs.tsx";
import { TagMenu } from "#features/secrets/components/tag-menu.tsx";
import type { PlaceRights } from "#features/secrets/hooks/use-secret-rights.ts";
import type { SecretPlace, Tag } from "#features/secrets/lib/secret-place.ts";
import type { OnSearchChange, SecretsSearch } from "#features/secrets/lib/secrets-search.ts";
import { trpc } from "#lib/trpc.ts";

interface FolderActionsProps {
  place: SecretPlace;
  rights: PlaceRights;
  onOpen: (dialog: OpenDialog) => void;
}

/** What can be added to the open folder. */
export function FolderActions({ place, rights, onOpen }: FolderActionsProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      {rights.canCreateFolders && (
        <Button onClick={() => onOpen({ kind: "create-folder" })}>
          <FolderPlus aria-hidden />
          New folder
        </Button>
      )}
      {rights.canReadSecrets && <ExportMenu place={place} hasImports={rights.canReadImports} />}
      {rights.canCreateSecrets && (
        <Button onClick={() => onOpen({ kind: "add-many" })}>
          <ListPlus aria-hidden />
          Add many
        </Button>
      )}
      {rights.canCreateSecrets && (
        <Button variant="primary" onClick={() => onOpen({ kind: "create-secret" })}>
          <Plus aria-hidden />
          Add secret
        </Button>
      )}
    </div>
  );
}

interface SecretFiltersProps {
  place: SecretPlace;
  rights: PlaceRights;
  search: SecretsSearch;
  onSearchChange: OnSearchChange;
  onManageTags: () => void;
}

/** Which of the secrets are shown. */
export function SecretFilters({ place, rights, search, onSearchChange, onManageTags }: SecretFiltersProps) {
  const recursiveId = useId();
  const { projectId } = place;
  const tags = useQuery(trpc.tag.list.queryOptions({ projectId }, { enabled: rights.canReadTags }));
  const chosen = search.tags ?? [];

  function toggle({ slug }: Tag, isChosen: boolean): void {
    const next = isChosen ? [...chosen, slug] : chosen.filter((other) => other !== slug);
    onSearchChange({ tags: next.length === 0 ? undefined : next, page: undefined });
  }

  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <FilterBox
        label="Filter secrets"
        value={search.search}
        onValueChange={(text) => onSearchChange({ search: text, page: undefined })}
      />
      {rights.canReadTags && (
        <TagMenu
          label="Tags"
          tags={tags.data?.items ?? []}
          chosen={chosen}
          onToggle={toggle}
          onManage={rights.canManageTags ? onManageTags : undefined}
          manageLabel="Manage tags…"
        />
      )}
      <label htmlFor={recursiveId} className="flex h-8 cursor-pointer items-center gap-2">
        <Checkbox
          id={recursiveId}
          checked={search.isRecursive ?? false}
          onCheckedChange={(isRecursive) => onSearchChange({ isRecursive: isRecursive || undefined, page: undefined })}
        />
        With the folders below
      </label>
    </div>
  );
}
