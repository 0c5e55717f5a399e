import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { CursorPager } from "#components/data-table/cursor-pager.tsx";
import { DataTable } from "#components/data-table/data-table.tsx";
import { queryTableState } from "#components/data-table/query-state.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { LoginActivityFilters } from "#features/login-activity/components/login-activity-filters.tsx";
import { loginAttemptColumns } from "#features/login-activity/components/login-attempt-columns.tsx";
import {
  isFiltered,
  type LoginActivitySearch,
  loginActivityInput,
} from "#features/login-activity/lib/login-activity-search.ts";
import { onDemand } from "#lib/on-demand.tsx";
import { trpc } from "#lib/trpc.ts";

const LoginAttemptSheet = onDemand(
  async () => (await import("#features/login-activity/components/login-attempt-sheet.tsx")).LoginAttemptSheet,
);

interface LoginActivityListProps {
  /** All of the organization's when absent. */
  identityId?: string;
  search: LoginActivitySearch;
  onSearchChange: (change: Partial<LoginActivitySearch>) => void;
}

/** Login attempts, newest first, with their filters; a row opens the checks. */
export function LoginActivityList({ identityId, search, onSearchChange }: LoginActivityListProps) {
  const { trail = [], attempt, result } = search;
  const query = useQuery(
    trpc.loginAttempt.list.queryOptions(
      { ...loginActivityInput(search), identityId },
      { placeholderData: keepPreviousData },
    ),
  );
  const columns = useMemo(
    () =>
      loginAttemptColumns({
        onOpen: (id) => onSearchChange({ attempt: id }),
        hasIdentity: identityId === undefined,
      }),
    [onSearchChange, identityId],
  );
  const notKeptCount = result === "accepted" ? 0 : (query.data?.notKeptCount ?? 0);

  return (
    <div className="flex flex-col gap-4">
      <LoginActivityFilters search={search} onSearchChange={onSearchChange} />
      {notKeptCount > 0 && (
        <p role="status" className="rounded-md border bg-warn-soft px-3 py-2 text-warn">
          {notKeptCount.toLocaleString("en")} more refusals of this time were counted and not kept, because too many
          came at once. Their reasons are in the server's log.
        </p>
      )}
      <DataTable
        label="Login attempts"
        hasFixedOrder
        columns={columns}
        state={queryTableState(query, (page) => page.items)}
        rowId={({ id }) => id}
        empty={<EmptyState text={emptyText(search)} />}
      />
      <CursorPager
        isNewestFirst
        trail={trail}
        nextCursor={query.data?.nextCursor ?? null}
        onTrailChange={(next) => onSearchChange({ trail: next })}
      />
      {attempt && <LoginAttemptSheet attemptId={attempt} onClose={() => onSearchChange({ attempt: undefined })} />}
    </div>
  );
}

function emptyText(search: LoginActivitySearch): string {
  if (search.requestId) {
    return "No login attempt has this request id. One at an identity that does not exist is in the server's log alone.";
  }
  if (isFiltered(search)) return "No login attempt matches these filters.";
  return "Nobody has tried to log in yet. An identity's page shows how a pod does it.";
}
