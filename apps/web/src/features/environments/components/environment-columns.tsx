import { CopyableId } from "#components/copyable-id.tsx";
import { dataTableColumns } from "#components/data-table/columns.ts";
import { RowMenu } from "#components/data-table/row-menu.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { MenuItem } from "#components/ui/dropdown-menu.tsx";
import type { RouterOutputs } from "#lib/trpc.ts";

export type Environment = RouterOutputs["environment"]["list"]["items"][number];
const column = dataTableColumns<Environment>();

interface EnvironmentActions {
  /** Absent when the user may not. */
  onEdit: ((environment: Environment) => void) | undefined;
  onDelete: ((environment: Environment) => void) | undefined;
}

export function environmentColumns({ onEdit, onDelete }: EnvironmentActions) {
  const hasMenu = onEdit !== undefined || onDelete !== undefined;
  return column.columns([
    column.accessor("name", {
      header: "Name",
      cell: ({ getValue }) => <span className="font-medium">{getValue()}</span>,
    }),
    column.accessor("slug", { header: "Slug", cell: ({ getValue }) => <CopyableId id={getValue()} label="slug" /> }),
    column.accessor("createdAt", { header: "Created", cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
    column.display({
      id: "actions",
      header: () => <span className="sr-only">Actions</span>,
      cell: ({ row: { original: environment } }) =>
        hasMenu && (
          <RowMenu name={environment.name}>
            {onEdit && <MenuItem onClick={() => onEdit(environment)}>Edit</MenuItem>}
            {onDelete && (
              <MenuItem isDanger onClick={() => onDelete(environment)}>
                Delete
              </MenuItem>
            )}
          </RowMenu>
        ),
    }),
  ]);
}
