import { dataTableColumns } from "#components/data-table/columns.ts";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { deviceName } from "#features/account/lib/device.ts";
import type { RouterOutputs } from "#lib/trpc.ts";

export type Session = RouterOutputs["account"]["listSessions"]["items"][number];
const column = dataTableColumns<Session>();

export function sessionColumns(onRevoke: (session: Session) => void) {
  return column.columns([
    column.accessor((session) => deviceName(session.userAgent), {
      id: "device",
      header: "Device",
      cell: ({ getValue, row: { original: session } }) => (
        <span className="flex flex-wrap items-center gap-2">
          <span title={session.userAgent} className="font-medium">
            {getValue()}
          </span>
          {session.isCurrent && <Badge tone="accent">This one</Badge>}
        </span>
      ),
    }),
    column.accessor("ipAddress", {
      header: "Address",
      cell: ({ getValue }) => <code className="font-mono text-[0.8125rem]">{getValue()}</code>,
    }),
    column.accessor("createdAt", { header: "Signed in", cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
    column.accessor("lastSeenAt", { header: "Last seen", cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
    column.accessor("expiresAt", { header: "Ends", cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
    column.display({
      id: "actions",
      header: () => <span className="sr-only">Actions</span>,
      cell: ({ row: { original: session } }) =>
        !session.isCurrent && (
          <div className="flex justify-end">
            <Button
              size="sm"
              aria-label={`Revoke ${deviceName(session.userAgent)}, ${session.ipAddress}`}
              onClick={() => onRevoke(session)}
            >
              Revoke
            </Button>
          </div>
        ),
    }),
  ]);
}
