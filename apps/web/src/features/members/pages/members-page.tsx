import { builtInRole } from "@podpass/contracts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { dataTableColumns } from "#components/data-table/columns.ts";
import { CursorPager } from "#components/data-table/cursor-pager.tsx";
import { DataTable } from "#components/data-table/data-table.tsx";
import { queryTableState } from "#components/data-table/query-state.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { FilterBox } from "#components/filter-box.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { type ListSearch, listInput } from "#lib/list-search.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

type Member = RouterOutputs["member"]["list"]["items"][number];
const column = dataTableColumns<Member>();

const columns = column.columns([
  column.accessor((member) => member.user.name, {
    id: "name",
    header: "Name",
    cell: ({ getValue }) => <span className="font-medium">{getValue()}</span>,
  }),
  column.accessor((member) => member.user.email, { id: "email", header: "E-mail" }),
  column.accessor((member) => builtInRole("organization", member.role)?.name ?? member.role, {
    id: "role",
    header: "Role",
    cell: ({ getValue }) => <Badge>{getValue()}</Badge>,
  }),
  column.accessor("createdAt", { header: "Joined", cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
]);

interface MembersPageProps {
  search: ListSearch;
  onSearchChange: (change: Partial<ListSearch>) => void;
}

/** The people of the organization. */
export function MembersPage({ search, onSearchChange }: MembersPageProps) {
  const query = useQuery(trpc.member.list.queryOptions(listInput(search), { placeholderData: keepPreviousData }));
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
        rowId={(member) => member.id}
        empty={<EmptyState text="No user matches." />}
      />
      <CursorPager
        trail={search.trail ?? []}
        nextCursor={query.data?.nextCursor ?? null}
        onTrailChange={(trail) => onSearchChange({ trail })}
      />
    </div>
  );
}
