import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { CursorPager } from "#components/data-table/cursor-pager.tsx";
import { DataTable } from "#components/data-table/data-table.tsx";
import { queryTableState } from "#components/data-table/query-state.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { FilterBox } from "#components/filter-box.tsx";
import { FilterSelect } from "#components/filter-select.tsx";
import { GuidedSetupLink } from "#components/guided-setup-link.tsx";
import { ListAction } from "#components/list-action.tsx";
import { type OrganizationRoles, useOrganizationRoles } from "#components/membership-roles/use-organization-roles.ts";
import { Button } from "#components/ui/button.tsx";
import { identityColumns, type ListedIdentity } from "#features/identities/components/identity-columns.tsx";
import { useCan } from "#lib/can.ts";
import { type ListSearch, listInput } from "#lib/list-search.ts";
import { onDemand } from "#lib/on-demand.tsx";
import { trpc } from "#lib/trpc.ts";

const DeleteIdentityDialog = onDemand(
  async () => (await import("#features/identities/components/delete-identity-dialog.tsx")).DeleteIdentityDialog,
);
const CreateIdentityDialog = onDemand(
  async () => (await import("#features/identities/components/create-identity-dialog.tsx")).CreateIdentityDialog,
);

interface IdentitiesPageSearch extends ListSearch {
  role?: string;
  isCreating?: boolean;
}

interface IdentitiesPageProps {
  search: IdentitiesPageSearch;
  onSearchChange: (change: Partial<IdentitiesPageSearch>) => void;
}

/** The identities of the organization. */
export function IdentitiesPage({ search, onSearchChange }: IdentitiesPageProps) {
  const can = useCan();
  const navigate = useNavigate();
  const { roles, nameOf, isWithinMine } = useOrganizationRoles();
  const [deleting, setDeleting] = useState<ListedIdentity | null>(null);
  const input = { ...listInput(search), role: search.role };
  const query = useQuery(trpc.identity.list.queryOptions(input, { placeholderData: keepPreviousData }));

  const canDelete = can("identity:delete");
  const columns = useMemo(
    () =>
      identityColumns({
        roleName: nameOf,
        onOpen: ({ id }) => void navigate({ to: "/access-control/identities/$identityId", params: { identityId: id } }),
        onDelete: (identity) =>
          canDelete && !identity.hasDeleteProtection && isWithinMine(identity.role)
            ? () => setDeleting(identity)
            : undefined,
      }),
    [canDelete, nameOf, isWithinMine, navigate],
  );
  const createButton = can("identity:create") && (
    <Button variant="primary" onClick={() => onSearchChange({ isCreating: true })}>
      <Plus aria-hidden />
      Create identity
    </Button>
  );
  const isFiltered = Boolean(search.search || search.role);
  // The empty list offers the same button in its own place.
  const isEmpty = !isFiltered && query.data?.totalCount === 0;

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <IdentityFilters search={search} roles={roles} onSearchChange={onSearchChange} />
        <p role="status" className="min-w-32 text-muted">
          {query.data &&
            `${query.data.totalCount.toLocaleString("en")} ${query.data.totalCount === 1 ? "identity" : "identities"}`}
        </p>
        <ListAction isHidden={query.isPending || isEmpty}>{createButton}</ListAction>
      </div>
      <DataTable
        label="Identities"
        columns={columns}
        state={queryTableState(query, (page) => page.items)}
        rowId={(identity) => identity.id}
        empty={
          isFiltered ? (
            <EmptyState text="No identity matches." />
          ) : (
            <EmptyState
              text="An identity is what a pod or another program logs in as. There is none yet."
              action={
                <div className="flex flex-wrap justify-center gap-2">
                  {createButton}
                  <GuidedSetupLink />
                </div>
              }
            />
          )
        }
      />
      <CursorPager
        trail={search.trail ?? []}
        nextCursor={query.data?.nextCursor ?? null}
        onTrailChange={(trail) => onSearchChange({ trail })}
      />
      {can("identity:create") && search.isCreating && (
        <CreateIdentityDialog onClose={() => onSearchChange({ isCreating: undefined })} />
      )}
      {deleting && <DeleteIdentityDialog identity={deleting} onClose={() => setDeleting(null)} />}
    </div>
  );
}

interface IdentityFiltersProps extends IdentitiesPageProps {
  roles: OrganizationRoles["roles"];
}

function IdentityFilters({ search, roles, onSearchChange }: IdentityFiltersProps) {
  const roleOptions = roles.map((role) => ({ value: role.slug, label: role.name }));
  return (
    <>
      <FilterBox
        label="Filter identities"
        value={search.search}
        onValueChange={(text) => onSearchChange({ search: text, trail: undefined })}
      />
      <FilterSelect
        label="Filter by role"
        unfiltered="All roles"
        options={roleOptions}
        value={search.role}
        onValueChange={(role) => onSearchChange({ role, trail: undefined })}
        className="sm:w-48"
      />
    </>
  );
}
