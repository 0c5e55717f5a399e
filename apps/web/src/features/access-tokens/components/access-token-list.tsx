import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import { CursorPager } from "#components/data-table/cursor-pager.tsx";
import { DataTable } from "#components/data-table/data-table.tsx";
import { queryTableState } from "#components/data-table/query-state.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";
import {
  accessTokenColumns,
  isRevocable,
  type ListedAccessToken,
} from "#features/access-tokens/components/access-token-columns.tsx";
import { AccessTokenFilters } from "#features/access-tokens/components/access-token-filters.tsx";
import type { Revocation } from "#features/access-tokens/components/revoke-tokens-dialog.tsx";
import {
  type AccessTokensSearch,
  accessTokensInput,
  isFiltered,
  readAccount,
} from "#features/access-tokens/lib/access-tokens-search.ts";
import { SelectionProvider } from "#features/access-tokens/lib/selection.tsx";
import { useCan } from "#lib/can.ts";
import { onDemand } from "#lib/on-demand.tsx";
import { trpc } from "#lib/trpc.ts";

const RevokeTokensDialog = onDemand(
  async () => (await import("#features/access-tokens/components/revoke-tokens-dialog.tsx")).RevokeTokensDialog,
);
const RenameTokenDialog = onDemand(
  async () => (await import("#features/access-tokens/components/rename-token-dialog.tsx")).RenameTokenDialog,
);

const NONE: ReadonlySet<string> = new Set();

interface AccessTokenListProps {
  /** All of the organization's when absent. */
  identityId?: string;
  search: AccessTokensSearch;
  onSearchChange: (change: Partial<AccessTokensSearch>) => void;
}

/** Access tokens, newest first, with their filters and the ways to end them. */
export function AccessTokenList({ identityId, search, onSearchChange }: AccessTokenListProps) {
  const can = useCan();
  const canRevoke = can("identity:delete-token");
  const canRename = can("identity:create-token");
  const [chosen, setChosen] = useState(NONE);
  const [revocation, setRevocation] = useState<Revocation | null>(null);
  const [renaming, setRenaming] = useState<ListedAccessToken | null>(null);
  const input = accessTokensInput(search, identityId);
  const query = useQuery(trpc.accessToken.list.queryOptions(input, { placeholderData: keepPreviousData }));
  const columns = useMemo(
    () =>
      accessTokenColumns({
        hasIdentity: identityId === undefined,
        onRevoke: canRevoke ? (token) => setRevocation({ kind: "chosen", ids: [token.id] }) : undefined,
        onRename: canRename ? setRenaming : undefined,
      }),
    [identityId, canRevoke, canRename],
  );
  const choosable = (query.data?.items ?? []).filter(isRevocable).map(({ id }) => id);
  const ids = choosable.filter((id) => chosen.has(id));
  const { trail = [] } = search;
  const nextCursor = query.data?.nextCursor ?? null;
  const where = trail.length === 0 && nextCursor === null ? "" : " on this page";
  const all = canRevoke ? revocationOfAll(search, identityId) : null;

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <AccessTokenFilters
          hasIdentity={identityId === undefined && can("identity:read")}
          search={search}
          onSearchChange={onSearchChange}
        />
        <div className="flex flex-wrap gap-2 sm:ml-auto">
          {ids.length > 0 && (
            <Button onClick={() => setRevocation({ kind: "chosen", ids })}>
              Revoke {ids.length} selected{where}…
            </Button>
          )}
          {all && <Button onClick={() => setRevocation(all)}>{all.label}…</Button>}
        </div>
      </div>
      <SelectionProvider selection={{ ids: new Set(ids), choosable, onChange: setChosen }}>
        <DataTable
          label="Access tokens"
          hasFixedOrder
          columns={columns}
          state={queryTableState(query, (page) => page.items)}
          rowId={({ id }) => id}
          empty={<EmptyState text={emptyText(search, identityId)} />}
        />
      </SelectionProvider>
      <CursorPager
        isNewestFirst
        trail={trail}
        nextCursor={nextCursor}
        onTrailChange={(next) => onSearchChange({ trail: next })}
      />
      {revocation && <RevokeTokensDialog revocation={revocation} onClose={() => setRevocation(null)} />}
      {renaming && <RenameTokenDialog token={renaming} onClose={() => setRenaming(null)} />}
    </div>
  );
}

/** What "Revoke all" means with these filters; null where it would mean the whole organization. */
function revocationOfAll(search: AccessTokensSearch, ownerId: string | undefined) {
  const serviceAccount = readAccount(search.account);
  const identityId = ownerId ?? search.identity;
  const authMethod = search.method;
  if (serviceAccount) {
    const { namespace, name } = serviceAccount;
    const of = name === undefined ? `namespace ${namespace}` : `${namespace}/${name}`;
    return { kind: "all", label: `Revoke all of ${of}`, scope: { identityId, authMethod, serviceAccount } } as const;
  }
  if (identityId === undefined) return null;
  const label = ownerId === undefined ? "Revoke all of this identity" : "Revoke all";
  return { kind: "all", label, scope: { identityId, authMethod } } as const;
}

function emptyText(search: AccessTokensSearch, identityId: string | undefined): ReactNode {
  if (isFiltered(search)) return "No access token matches these filters.";
  if (identityId === undefined) return "No access token was issued yet. An identity gets one when it logs in.";
  return "This identity has no access token. It gets one when it logs in; a day after a token was revoked or expired it leaves this list.";
}
