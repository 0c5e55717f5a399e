import { type ReactNode, useMemo } from "react";
import { dataTableColumns } from "#components/data-table/columns.ts";
import { DataTable, type DataTableState } from "#components/data-table/data-table.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { RouterOutputs } from "#lib/trpc.ts";

/** As the dashboard gets it: instants are texts. */
type Role = RouterOutputs["role"]["listProject"]["items"][number];
const column = dataTableColumns<Role>();

interface RoleTableProps {
  /** "Organization roles". */
  label: string;
  state: DataTableState<Role>;
  /** The link to a role's page, with the class `row-action`. Keep it the same function while nothing changes. */
  renderLink: (role: Role) => ReactNode;
}

/** Roles of an organization or a project; a row leads to the role's page. */
export function RoleTable({ label, state, renderLink }: RoleTableProps) {
  const columns = useMemo(() => roleColumns(renderLink), [renderLink]);
  return (
    <DataTable
      label={label}
      columns={columns}
      state={state}
      rowId={(role) => role.slug}
      empty={<EmptyState text="There are no roles." />}
    />
  );
}

function roleColumns(renderLink: (role: Role) => ReactNode) {
  return column.columns([
    column.accessor("name", {
      header: "Name",
      cell: ({ row: { original: role } }) => renderLink(role),
    }),
    column.accessor("slug", {
      header: "Slug",
      cell: ({ getValue }) => <code className="font-mono text-[0.8125rem]">{getValue()}</code>,
    }),
    column.accessor("description", { header: "Description" }),
    column.accessor("isBuiltIn", {
      header: "Kind",
      cell: ({ getValue }) => <Badge>{getValue() ? "Built-in" : "Custom"}</Badge>,
    }),
  ]);
}
