import { Link } from "@tanstack/react-router";
import { dataTableColumns } from "#components/data-table/columns.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Mask } from "#features/secrets/components/masked-value.tsx";
import { type ComparedSecret, type Comparison, type RowState, stateOfRow } from "#features/secrets/lib/comparison.ts";

const column = dataTableColumns<ComparedSecret>();

const STATES: Record<RowState, { label: string; tone: "bad" | "warn" | "good" | "neutral" }> = {
  missing: { label: "Missing", tone: "bad" },
  different: { label: "Differs", tone: "warn" },
  same: { label: "Same", tone: "good" },
  unknown: { label: "Not yours to compare", tone: "neutral" },
};

/** A key, what became of it, and a cell for each environment. Equal values of a row have the same letter. */
export function comparisonColumns(projectId: string, secretPath: string, { environments }: Comparison) {
  return column.columns([
    column.accessor("key", {
      header: "Key",
      cell: ({ getValue }) => <span className="break-all font-medium font-mono text-[0.8125rem]">{getValue()}</span>,
    }),
    column.accessor(({ cells }) => stateOfRow(cells), {
      id: "state",
      header: "State",
      cell: ({ row }) => {
        const { label, tone } = STATES[stateOfRow(row.original.cells)];
        return <Badge tone={tone}>{label}</Badge>;
      },
    }),
    ...environments.map(({ slug, name }, index) =>
      column.display({
        id: `in-${slug}`,
        header: name,
        cell: ({ row: { original: secret } }) => {
          const cell = secret.cells[index] ?? null;
          if (cell === null) return <Badge tone="bad">Missing</Badge>;
          return (
            <Link
              to="/projects/$projectId/secrets"
              params={{ projectId }}
              search={{ environment: slug, path: secretPath === "/" ? undefined : secretPath, secret: cell.id }}
              aria-label={`${secret.key} in ${name}, ${groupName(cell.valueGroup)}`}
              className="inline-flex items-center gap-2 whitespace-nowrap rounded-xs hover:underline"
            >
              <Mask />
              {cell.valueGroup !== null && <span className="text-muted">{groupName(cell.valueGroup)}</span>}
            </Link>
          );
        },
      }),
    ),
  ]);
}

function groupName(group: number | null): string {
  return group === null ? "a value you may not read" : `value ${String.fromCharCode(64 + group)}`;
}
