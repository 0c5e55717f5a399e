import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { dataTableColumns } from "#components/data-table/columns.ts";
import { CursorPager } from "#components/data-table/cursor-pager.tsx";
import { DataTable } from "#components/data-table/data-table.tsx";
import { queryTableState } from "#components/data-table/query-state.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { FilterBox } from "#components/filter-box.tsx";
import { RoleBadges } from "#components/membership-roles/role-badges.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { type ListSearch, listInput } from "#lib/list-search.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

type UserMembership = RouterOutputs["projectMembership"]["listUsers"]["items"][number];
const column = dataTableColumns<UserMembership>();

const columns = column.columns([
  column.accessor((membership) => membership.user.name, {
    id: "name",
    header: "Name",
    cell: ({ getValue }) => <span className="font-medium">{getValue()}</span>,
  }),
  column.accessor((membership) => membership.user.email, { id: "email", header: "E-mail" }),
  column.accessor((membership) => membership.roles.map((role) => role.name).join(" "), {
    id: "roles",
    header: "Project roles",
    cell: ({ row }) => <RoleBadges roles={row.original.roles} />,
  }),
  column.accessor("createdAt", { header: "Added", cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
]);

interface ProjectUsersProps {
  projectId: string;
  search: ListSearch;
  onSearchChange: (change: Partial<ListSearch>) => void;
}

/** The people of the project. */
export function ProjectUsers({ projectId, search, onSearchChange }: ProjectUsersProps) {
  const query = useQuery(
    trpc.projectMembership.listUsers.queryOptions(
      { projectId, ...listInput(search) },
      { placeholderData: keepPreviousData },
    ),
  );
  return (
    <div className="flex flex-col gap-4">
      <FilterBox
        label="Filter users"
        value={search.search ?? ""}
        onValueChange={(text) => onSearchChange({ search: text || undefined, trail: undefined })}
      />
      <DataTable
        label="Users"
        columns={columns}
        state={queryTableState(query, (page) => page.items)}
        rowId={(membership) => membership.id}
        empty={
          <EmptyState
            text={
              search.search
                ? `No user matches “${search.search}”.`
                : "Nobody is a member. Administrators of the organization get in all the same."
            }
          />
        }
      />
      <CursorPager
        trail={search.trail ?? []}
        nextCursor={query.data?.nextCursor ?? null}
        onTrailChange={(trail) => onSearchChange({ trail })}
      />
    </div>
  );
}
