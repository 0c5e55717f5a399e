import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { FileUp, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { DataTable } from "#components/data-table/data-table.tsx";
import { type QueryLike, queryTableState } from "#components/data-table/query-state.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { secretColumns } from "#features/secrets/components/secret-columns.tsx";
import type { OpenDialog } from "#features/secrets/components/secret-dialogs.tsx";
import { SelectionBar } from "#features/secrets/components/selection-bar.tsx";
import { type PlaceRights, useSecretRights } from "#features/secrets/hooks/use-secret-rights.ts";
import { filterSecrets } from "#features/secrets/lib/filter-secrets.ts";
import type { ListedSecret, SecretPlace } from "#features/secrets/lib/secret-place.ts";
import type { OnSearchChange, SecretsSearch } from "#features/secrets/lib/secrets-search.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

interface SecretTableProps {
  place: SecretPlace;
  query: QueryLike<RouterOutputs["secret"]["list"]>;
  rights: PlaceRights;
  search: SecretsSearch;
  onSearchChange: OnSearchChange;
  onOpen: (dialog: OpenDialog) => void;
  /** Offered where there is no secret yet. */
  onImport: (() => void) | undefined;
}

const NONE_SELECTED: ReadonlySet<string> = new Set();

/** The secrets of a folder, its own and those it imports, page by page; its own can be chosen to act on many. */
export function SecretTable({ place, query, rights, search, onSearchChange, onOpen, onImport }: SecretTableProps) {
  const navigate = useNavigate();
  const rightsOf = useSecretRights(place.projectId);
  const [selected, setSelected] = useState(NONE_SELECTED);
  const overrides = useQuery(trpc.secret.listOverrides.queryOptions(place, { enabled: rights.canReadSecrets }));
  const overridden = useMemo(() => new Set(overrides.data?.keys), [overrides.data]);
  const columns = useMemo(
    () =>
      secretColumns({
        rightsOf,
        overridden,
        secretPath: place.secretPath,
        // What is imported opens where it is.
        onOpen: ({ id, environment, secretPath, projectId, isImported }, view) =>
          isImported
            ? navigate({
                to: "/projects/$projectId/secrets",
                params: { projectId },
                search: { environment, path: secretPath === "/" ? undefined : secretPath, secret: id, view },
              })
            : onSearchChange({ secret: id, view }),
        onDelete: (secret) => onOpen({ kind: "delete-secret", secret }),
      }),
    [rightsOf, overridden, place, onSearchChange, onOpen, navigate],
  );
  const rows = useMemo(
    () => filterSecrets(listedOf(query.data), { text: search.search ?? "", tags: search.tags ?? [] }),
    [query.data, search.search, search.tags],
  );
  const chosen = rows.filter(({ id, isImported }) => !isImported && selected.has(id));
  const isFiltered = (search.search ?? "") !== "" || (search.tags ?? []).length > 0;
  return (
    <>
      <DataTable
        label="Secrets"
        columns={columns}
        state={queryTableState(query, () => rows)}
        rowId={(secret) => secret.id}
        paging={{
          page: search.page ?? 1,
          onPageChange: (page) => onSearchChange({ page: page === 1 ? undefined : page }),
        }}
        selection={{
          selected,
          onSelectedChange: setSelected,
          nameOf: ({ key, isImported }) => (isImported ? null : key),
        }}
        empty={
          isFiltered ? (
            <EmptyState
              text="No secret of this folder matches the filter."
              action={
                <Button onClick={() => onSearchChange({ search: undefined, tags: undefined })}>Clear the filter</Button>
              }
            />
          ) : (
            <EmptyState
              text="This folder has no secrets yet."
              action={
                <div className="flex flex-wrap justify-center gap-2">
                  {rights.canCreateSecrets && (
                    <Button onClick={() => onOpen({ kind: "create-secret" })}>
                      <Plus aria-hidden />
                      Add the first secret
                    </Button>
                  )}
                  {onImport && (
                    <Button onClick={onImport}>
                      <FileUp aria-hidden />
                      Import a project
                    </Button>
                  )}
                </div>
              }
            />
          )
        }
      />
      {chosen.length > 0 && (
        <SelectionBar secrets={chosen} rightsOf={rightsOf} onOpen={onOpen} onClear={() => setSelected(NONE_SELECTED)} />
      )}
    </>
  );
}

function listedOf(listing: RouterOutputs["secret"]["list"] | undefined): ListedSecret[] {
  if (!listing) return [];
  const imported = listing.imports.flatMap(({ items }) => items);
  return [
    ...listing.items.map((secret) => ({ ...secret, isImported: false })),
    ...imported.map((secret) => ({ ...secret, isImported: true })),
  ];
}
