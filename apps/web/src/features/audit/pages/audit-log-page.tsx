import { AUDIT_ACTIONS, type AuditAction } from "@podpass/contracts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { CursorPager } from "#components/data-table/cursor-pager.tsx";
import { DataTable } from "#components/data-table/data-table.tsx";
import { queryTableState } from "#components/data-table/query-state.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { FilterBox } from "#components/filter-box.tsx";
import { Page, PageHeader } from "#components/page.tsx";
import { Select } from "#components/ui/select.tsx";
import { auditColumns } from "#features/audit/components/audit-columns.tsx";
import { AuditEventSheet } from "#features/audit/components/audit-event-sheet.tsx";
import { trpc } from "#lib/trpc.ts";

interface AuditLogSearch {
  action?: AuditAction;
  requestId?: string;
  trail?: string[];
  /** Id of the event whose details are open. */
  event?: string;
}

interface AuditLogPageProps {
  search: AuditLogSearch;
  onSearchChange: (change: Partial<AuditLogSearch>) => void;
}

const ANY_ACTION = "any";
const ACTION_OPTIONS = [
  { value: ANY_ACTION, label: "All actions" },
  ...AUDIT_ACTIONS.map((action) => ({ value: action, label: action })),
] as const;

export function AuditLogPage({ search, onSearchChange }: AuditLogPageProps) {
  const { action, requestId, trail = [] } = search;
  const query = useQuery(
    trpc.audit.list.queryOptions(
      { action, requestId: requestId || undefined, cursor: trail.at(-1) },
      { placeholderData: keepPreviousData },
    ),
  );
  const columns = useMemo(() => auditColumns((event) => onSearchChange({ event })), [onSearchChange]);
  const opened = query.data?.items.find((event) => event.id === search.event);
  const isFiltered = action !== undefined || Boolean(requestId);

  return (
    <Page>
      <PageHeader title="Audit log" purpose="Everything that was done here, newest first." />
      <div className="flex flex-wrap gap-2">
        <div className="w-full sm:w-64">
          <Select
            aria-label="Filter by action"
            options={ACTION_OPTIONS}
            value={action ?? ANY_ACTION}
            onValueChange={(next) =>
              onSearchChange({ action: next === ANY_ACTION ? undefined : next, trail: undefined })
            }
          />
        </div>
        <FilterBox
          label="Filter by request id"
          value={requestId ?? ""}
          onValueChange={(text) => onSearchChange({ requestId: text || undefined, trail: undefined })}
        />
      </div>
      <DataTable
        label="Audit events"
        columns={columns}
        state={queryTableState(query, (page) => page.items)}
        rowId={(event) => event.id}
        empty={<EmptyState text={isFiltered ? "No event matches these filters." : "Nothing has been done yet."} />}
      />
      <CursorPager
        trail={trail}
        nextCursor={query.data?.nextCursor ?? null}
        onTrailChange={(next) => onSearchChange({ trail: next })}
      />
      {opened && <AuditEventSheet event={opened} onClose={() => onSearchChange({ event: undefined })} />}
    </Page>
  );
}
