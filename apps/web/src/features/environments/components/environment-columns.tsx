import { Link } from "@tanstack/react-router";
import { ArrowDown, ArrowUp } from "lucide-react";
import { CopyableId } from "#components/copyable-id.tsx";
import { dataTableColumns } from "#components/data-table/columns.ts";
import { RowMenu } from "#components/data-table/row-menu.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Button } from "#components/ui/button.tsx";
import { MenuItem } from "#components/ui/dropdown-menu.tsx";
import type { RouterOutputs } from "#lib/trpc.ts";

export type Environment = RouterOutputs["environment"]["list"]["items"][number];
const column = dataTableColumns<Environment>();

interface EnvironmentActions {
  count: number;
  /** Each absent when the user may not. */
  onMove: ((environment: Environment, position: number) => void) | undefined;
  onEdit: ((environment: Environment) => void) | undefined;
  onDelete: ((environment: Environment) => void) | undefined;
}

export function environmentColumns({ count, onMove, onEdit, onDelete }: EnvironmentActions) {
  const hasMenu = onEdit !== undefined || onDelete !== undefined;
  return column.columns([
    column.accessor("position", {
      header: "Order",
      cell: ({ row: { original: environment, index } }) => (
        <span className="flex items-center gap-1">
          <span className="w-6 text-muted tabular-nums">{index + 1}</span>
          {onMove && (
            <>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Move ${environment.name} up`}
                disabled={index === 0}
                onClick={() => onMove(environment, index)}
              >
                <ArrowUp aria-hidden />
              </Button>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Move ${environment.name} down`}
                disabled={index === count - 1}
                onClick={() => onMove(environment, index + 2)}
              >
                <ArrowDown aria-hidden />
              </Button>
            </>
          )}
        </span>
      ),
      enableSorting: false,
    }),
    column.accessor("name", {
      header: "Name",
      enableSorting: false,
      cell: ({ row: { original: environment } }) => (
        <Link
          to="/projects/$projectId/secrets"
          params={{ projectId: environment.projectId }}
          search={{ environment: environment.slug }}
          className="row-action rounded-xs font-medium"
        >
          {environment.name}
        </Link>
      ),
    }),
    column.accessor("slug", {
      header: "Slug",
      enableSorting: false,
      cell: ({ getValue }) => <CopyableId id={getValue()} label="slug" />,
    }),
    column.accessor("createdAt", {
      header: "Created",
      enableSorting: false,
      cell: ({ getValue }) => <RelativeTime at={getValue()} />,
    }),
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
