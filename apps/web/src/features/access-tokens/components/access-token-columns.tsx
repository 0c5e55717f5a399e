import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { AUTH_METHOD_LABELS } from "#components/auth-method-badge.tsx";
import { CopyButton } from "#components/copy-button.tsx";
import { dataTableColumns } from "#components/data-table/columns.ts";
import { RowMenu } from "#components/data-table/row-menu.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { MenuItem } from "#components/ui/dropdown-menu.tsx";
import { ACCESS_TOKEN_STATE_LABELS } from "#features/access-tokens/components/access-token-filters.tsx";
import { SelectAllBox, SelectBox } from "#features/access-tokens/lib/selection.tsx";
import type { RouterOutputs } from "#lib/trpc.ts";

export type ListedAccessToken = RouterOutputs["accessToken"]["list"]["items"][number];
const column = dataTableColumns<ListedAccessToken>();

interface AccessTokenColumnsOptions {
  /** False where all are of one identity. */
  hasIdentity: boolean;
  /** Absent when the signed-in user may not. */
  onRevoke: ((token: ListedAccessToken) => void) | undefined;
  onRename: ((token: ListedAccessToken) => void) | undefined;
}

export function accessTokenColumns({ hasIdentity, onRevoke, onRename }: AccessTokenColumnsOptions) {
  const select = column.display({
    id: "select",
    header: () => <SelectAllBox />,
    cell: ({ row: { original: token } }) => <SelectBox id={token.id} label={nameOfToken(token)} />,
  });
  const identity = column.accessor((token) => token.identity.name, {
    id: "identity",
    header: "Identity",
    cell: ({ row: { original: token } }) => (
      <Link
        to="/access-control/identities/$identityId/access-tokens"
        params={{ identityId: token.identity.id }}
        className="rounded-xs font-medium"
      >
        {token.identity.name}
      </Link>
    ),
  });
  return column.columns([
    ...(onRevoke ? [select] : []),
    column.accessor(issuedTo, {
      id: "issuedTo",
      header: "Issued to",
      cell: ({ row: { original: token } }) => <IssuedTo token={token} />,
    }),
    ...(hasIdentity ? [identity] : []),
    column.accessor("state", { header: "State", cell: ({ getValue }) => <StateBadge state={getValue()} /> }),
    column.accessor("createdAt", { header: "Created", cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
    column.accessor("lastUsedAt", {
      header: "Last used",
      cell: ({ row: { original: token } }) => (
        <>
          <RelativeTime at={token.lastUsedAt} />
          {token.lastUsedIpAddress && (
            <Small>
              from <span className="font-mono">{token.lastUsedIpAddress}</span>
            </Small>
          )}
        </>
      ),
    }),
    column.accessor("expiresAt", {
      header: "Expires",
      cell: ({ row: { original: token } }) => (
        <>
          <RelativeTime at={token.expiresAt} />
          {token.maxExpiresAt !== token.expiresAt && (
            <Small>
              at the latest <RelativeTime at={token.maxExpiresAt} />
            </Small>
          )}
        </>
      ),
    }),
    column.accessor(usesLeft, {
      id: "usesLeft",
      header: "Uses left",
      cell: ({ getValue, row: { original: token } }) =>
        token.maxUses === 0 ? (
          <span className="text-muted">unlimited</span>
        ) : (
          `${getValue().toLocaleString("en")} of ${token.maxUses.toLocaleString("en")}`
        ),
    }),
    column.accessor("renewals", {
      header: "Renewals",
      cell: ({ row: { original: token } }) => (
        <>
          {token.renewals.toLocaleString("en")}
          {token.lastRenewedAt && (
            <Small>
              last <RelativeTime at={token.lastRenewedAt} />
            </Small>
          )}
        </>
      ),
    }),
    column.display({
      id: "menu",
      header: () => <span className="sr-only">Actions</span>,
      cell: ({ row: { original: token } }) => {
        const canRevoke = onRevoke && isRevocable(token);
        const isRenamable = onRename && token.authMethod === "token-auth";
        if (!canRevoke && !isRenamable) return null;
        return (
          <RowMenu name={nameOfToken(token)}>
            {isRenamable && <MenuItem onClick={() => onRename(token)}>Rename…</MenuItem>}
            {canRevoke && (
              <MenuItem isDanger onClick={() => onRevoke(token)}>
                Revoke…
              </MenuItem>
            )}
          </RowMenu>
        );
      },
    }),
  ]);
}

/** Used up is not ended: a stream that the token opened goes on until it is revoked or expires. */
export function isRevocable({ state }: Pick<ListedAccessToken, "state">): boolean {
  return state === "live" || state === "used-up";
}

/** What tells a token from the others for people. */
function nameOfToken(token: ListedAccessToken): string {
  return `${issuedTo(token)} (${token.id.slice(0, 8)})`;
}

function issuedTo(token: ListedAccessToken): string {
  if (token.serviceAccount) return `${token.serviceAccount.namespace}/${token.serviceAccount.name}`;
  return token.name || AUTH_METHOD_LABELS[token.authMethod];
}

function usesLeft({ maxUses, uses }: ListedAccessToken): number {
  return maxUses === 0 ? Number.POSITIVE_INFINITY : Math.max(0, maxUses - uses);
}

function IssuedTo({ token }: { token: ListedAccessToken }) {
  const isAccount = token.serviceAccount !== null;
  return (
    <>
      <span className={isAccount ? "whitespace-nowrap font-mono text-[0.8125rem]" : "font-medium"}>
        {issuedTo(token)}
      </span>
      <Small>
        <span className="flex items-center gap-1">
          {AUTH_METHOD_LABELS[token.authMethod]}
          <code className="font-mono">{token.id.slice(0, 8)}</code>
          <CopyButton text={token.id} label={`ID of ${nameOfToken(token)}`} />
        </span>
      </Small>
    </>
  );
}

function StateBadge({ state }: { state: ListedAccessToken["state"] }) {
  return <Badge tone={state === "live" ? "good" : "neutral"}>{ACCESS_TOKEN_STATE_LABELS[state]}</Badge>;
}

function Small({ children }: { children: ReactNode }) {
  return <div className="whitespace-nowrap text-[0.8125rem] text-muted">{children}</div>;
}
