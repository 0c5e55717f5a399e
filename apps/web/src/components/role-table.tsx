import { useMemo } from "react";
import { dataTableColumns } from "#components/data-table/columns.ts";
import { DataTable, type DataTableState } from "#components/data-table/data-table.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { DialogBody } from "#components/ui/dialog.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { RouterOutputs } from "#lib/trpc.ts";

/** As the dashboard gets it: instants are texts. */
type Role = RouterOutputs["role"]["listProject"]["items"][number];
const column = dataTableColumns<Role>();

interface RoleTableProps {
  /** "Organization roles". */
  label: string;
  state: DataTableState<Role>;
  /** Slug of the role whose permissions are shown; from the URL. */
  openRole: string | undefined;
  onOpenRoleChange: (slug: string | undefined) => void;
}

/** Roles of an organization or a project; a row opens what the role allows. */
export function RoleTable({ label, state, openRole, onOpenRoleChange }: RoleTableProps) {
  const columns = useMemo(() => roleColumns(onOpenRoleChange), [onOpenRoleChange]);
  const opened = state.status === "ready" ? state.rows.find((role) => role.slug === openRole) : undefined;
  return (
    <>
      <DataTable
        label={label}
        columns={columns}
        state={state}
        rowId={(role) => role.slug}
        empty={<EmptyState text="There are no roles." />}
      />
      {opened && (
        <Sheet
          isOpen
          onOpenChange={() => onOpenRoleChange(undefined)}
          title={opened.name}
          description={opened.description}
        >
          <DialogBody>
            <RoleRules rules={opened.rules} />
          </DialogBody>
        </Sheet>
      )}
    </>
  );
}

function roleColumns(onOpen: (slug: string) => void) {
  return column.columns([
    column.accessor("name", {
      header: "Name",
      cell: ({ row: { original: role } }) => (
        <button type="button" className="row-action rounded-xs font-medium" onClick={() => onOpen(role.slug)}>
          {role.name}
        </button>
      ),
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

function RoleRules({ rules }: { rules: Role["rules"] }) {
  if (rules.length === 0) return <p className="text-muted">This role allows nothing.</p>;
  return (
    <ul className="flex flex-col divide-y">
      {rules.map((rule) => (
        <li key={JSON.stringify(rule)} className="flex flex-col gap-1 py-2 first:pt-0">
          <p className="font-medium">
            {rule.subject} {rule.inverted && <Badge tone="bad">denied</Badge>}
          </p>
          <p className="flex flex-wrap gap-1">
            {rule.action.map((action) => (
              <Badge key={action}>{action}</Badge>
            ))}
          </p>
          {rule.conditions && (
            <code className="break-all font-mono text-[0.8125rem] text-muted">{JSON.stringify(rule.conditions)}</code>
          )}
        </li>
      ))}
    </ul>
  );
}
