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
import { AuditFilterBar } from "#features/audit/components/audit-filters.tsx";
import { ExportMenu } from "#features/audit/components/export-menu.tsx";
import { IntegrityDialog } from "#features/audit/components/integrity-dialog.tsx";
import { type AuditLogSearch, auditFilterOf, isFiltered } from "#features/audit/lib/audit-search.ts";
import { trpc } from "#lib/trpc.ts";

interface AuditLogPageProps {
  search: AuditLogSearch;
  onSearchChange: (change: Partial<AuditLogSearch>) => void;
}

export function AuditLogPage({ search, onSearchChange }: AuditLogPageProps) {
  const [isCheckOpen, setCheckOpen] = useState(false);
  const { trail = [], event } = search;
  const filter = auditFilterOf(search, new Date());
  const query = useQuery(
    trpc.audit.list.queryOptions({ ...filter, cursor: trail.at(-1) }, { placeholderData: keepPreviousData }),
  );
  const columns = useMemo(() => auditColumns((eventId) => onSearchChange({ event: eventId })), [onSearchChange]);

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
      <AuditFilterBar search={search} onSearchChange={onSearchChange} />
      <DataTable
        label="Audit events"
        hasFixedOrder
        columns={columns}
        state={queryTableState(query, (page) => page.items)}
        rowId={(row) => row.id}
        empty={
          <EmptyState text={isFiltered(search) ? "No event matches these filters." : "Nothing has been done yet."} />
        }
      />
      <CursorPager
        isNewestFirst
        trail={trail}
        nextCursor={query.data?.nextCursor ?? null}
        onTrailChange={(next) => onSearchChange({ trail: next })}
      />
      {event && <AuditEventSheet eventId={event} onClose={() => onSearchChange({ event: undefined })} />}
      {isCheckOpen && <IntegrityDialog onClose={() => setCheckOpen(false)} />}
    </Page>
  );
}
