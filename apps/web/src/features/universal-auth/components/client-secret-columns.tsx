import { dataTableColumns } from "#components/data-table/columns.ts";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import type { RouterOutputs } from "#lib/trpc.ts";

export type ClientSecret = RouterOutputs["universalAuth"]["listClientSecrets"]["items"][number];
const column = dataTableColumns<ClientSecret>();

/** `onRevoke` is absent when the signed-in user may not. */
export function clientSecretColumns(onRevoke: ((clientSecret: ClientSecret) => void) | undefined) {
  return column.columns([
    column.accessor("prefix", {
      header: "Client secret",
      cell: ({ row: { original: secret } }) => (
        <>
          <code className="whitespace-nowrap font-mono text-[0.8125rem]">{secret.prefix}…</code>
          {secret.description && <p className="line-clamp-1 min-w-32 text-muted">{secret.description}</p>}
        </>
      ),
    }),
    column.accessor("uses", {
      header: "Uses",
      cell: ({ row: { original: secret } }) => (
        <span className="whitespace-nowrap">
          {secret.uses.toLocaleString("en")} / {secret.maxUses === 0 ? "∞" : secret.maxUses.toLocaleString("en")}
          {secret.maxUses === 0 && <span className="sr-only"> (no limit)</span>}
        </span>
      ),
    }),
    column.accessor("expiresAt", {
      header: "Expires",
      cell: ({ row: { original: secret } }) => <Expiry secret={secret} />,
    }),
    column.accessor("lastUsedAt", { header: "Last used", cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
    column.accessor("createdAt", { header: "Created", cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
    column.display({
      id: "actions",
      header: () => <span className="sr-only">Actions</span>,
      cell: ({ row: { original: secret } }) =>
        onRevoke &&
        !secret.isRevoked && (
          <div className="flex justify-end">
            <Button
              size="sm"
              variant="ghost"
              aria-label={`Revoke client secret ${secret.prefix}`}
              onClick={() => onRevoke(secret)}
            >
              Revoke
            </Button>
          </div>
        ),
    }),
  ]);
}

function Expiry({ secret }: { secret: ClientSecret }) {
  if (secret.isRevoked) return <Badge tone="bad">Revoked</Badge>;
  if (secret.maxUses > 0 && secret.uses >= secret.maxUses) return <Badge tone="bad">Used up</Badge>;
  if (secret.expiresAt === null) return <span className="text-muted">never</span>;
  const isOver = new Date(secret.expiresAt).getTime() <= Date.now();
  return (
    <span className="flex items-center gap-1.5">
      {isOver && <Badge tone="bad">Expired</Badge>}
      <RelativeTime at={secret.expiresAt} />
    </span>
  );
}
