import { CopyableId } from "#components/copyable-id.tsx";
import { dataTableColumns } from "#components/data-table/columns.ts";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { subjectName } from "#features/audit/lib/subject-name.ts";
import type { RouterOutputs } from "#lib/trpc.ts";

export type AuditEvent = RouterOutputs["audit"]["list"]["items"][number];
const column = dataTableColumns<AuditEvent>();

/** Who did it, in words: a name where one is known. The server itself has no id. */
export function actorName(actor: AuditEvent["actor"]): string {
  return actor.name ?? actor.id ?? "Podpass";
}

export function auditColumns(onOpen: (eventId: string) => void) {
  return column.columns([
    column.accessor("occurredAt", { header: "When", cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
    column.accessor("action", {
      header: "Action",
      cell: ({ row: { original: event } }) => (
        <span className="flex flex-wrap items-center gap-2">
          <button
            type="button"
            onClick={() => onOpen(event.id)}
            className="row-action rounded-xs text-left font-medium font-mono text-[0.8125rem]"
          >
            {event.action}
          </button>
          {event.outcome === "refused" && <Badge tone="bad">Refused</Badge>}
        </span>
      ),
    }),
    column.accessor((event) => actorName(event.actor), {
      id: "actor",
      header: "Who",
      cell: ({ row: { original: event } }) => (
        <>
          {actorName(event.actor)} <span className="text-muted">{event.actor.type}</span>
        </>
      ),
    }),
    column.accessor((event) => event.subject.type, {
      id: "subject",
      header: "What",
      cell: ({ row: { original: event } }) => (
        <span className="wrap-anywhere">
          {subjectName(event)} <span className="text-muted">{event.subject.type}</span>
        </span>
      ),
    }),
    column.accessor("ipAddress", { header: "From" }),
    column.accessor("requestId", {
      header: "Request",
      cell: ({ getValue }) => (
        <span className="flex max-w-44">
          <CopyableId id={getValue()} label="request id" />
        </span>
      ),
    }),
  ]);
}
