import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useMemo, useState } from "react";
import { CursorPager } from "#components/data-table/cursor-pager.tsx";
import { DataTable } from "#components/data-table/data-table.tsx";
import { queryTableState } from "#components/data-table/query-state.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { Page, PageHeader } from "#components/page.tsx";
import { Button } from "#components/ui/button.tsx";
import { auditColumns } from "#features/audit/components/audit-columns.tsx";
import { AuditEventSheet } from "#features/audit/components/audit-event-sheet.tsx";
import { AuditFilterBar, type AuditFilters } from "#features/audit/components/audit-filters.tsx";
import { ExportMenu } from "#features/audit/components/export-menu.tsx";
import { IntegrityDialog } from "#features/audit/components/integrity-dialog.tsx";
import { beginOfPeriod } from "#features/audit/lib/period.ts";
import { trpc } from "#lib/trpc.ts";

interface AuditLogSearch extends AuditFilters {
  trail?: string[];
  /** Id of the event whose details are open. */
  event?: string;
}

interface AuditLogPageProps {
  search: AuditLogSearch;
  onSearchChange: (change: Partial<AuditLogSearch>) => void;
}

export function AuditLogPage({ search: { trail = [], event, ...filters }, onSearchChange }: AuditLogPageProps) {
  const [isCheckOpen, setCheckOpen] = useState(false);
  const { action, search, period } = filters;
  const filter = { action, search, from: period && beginOfPeriod(period, new Date()) };
  const query = useQuery(
    trpc.audit.list.queryOptions({ ...filter, cursor: trail.at(-1) }, { placeholderData: keepPreviousData }),
  );
  const columns = useMemo(() => auditColumns((eventId) => onSearchChange({ event: eventId })), [onSearchChange]);
  const isFiltered = Object.values(filters).some(Boolean);

  return (
    <Page>
      <PageHeader
        title="Audit log"
        purpose="Everything that was done here, newest first."
        actions={
          <>
            <Button onClick={() => setCheckOpen(true)}>
              <ShieldCheck aria-hidden /> Check integrity
            </Button>
            <ExportMenu filter={filter} />
          </>
        }
      />
      <AuditFilterBar filters={filters} onFiltersChange={(change) => onSearchChange({ ...change, trail: undefined })} />
      <DataTable
        label="Audit events"
        columns={columns}
        state={queryTableState(query, (page) => page.items)}
        rowId={(row) => row.id}
        empty={<EmptyState text={isFiltered ? "No event matches these filters." : "Nothing has been done yet."} />}
      />
      <CursorPager
        trail={trail}
        nextCursor={query.data?.nextCursor ?? null}
        onTrailChange={(next) => onSearchChange({ trail: next })}
      />
      {event && <AuditEventSheet eventId={event} onClose={() => onSearchChange({ event: undefined })} />}
      {isCheckOpen && <IntegrityDialog onClose={() => setCheckOpen(false)} />}
    </Page>
  );
}
