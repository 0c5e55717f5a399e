import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CopyableId } from "#components/copyable-id.tsx";
import { Detail, DetailList } from "#components/detail-list.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { DialogBody } from "#components/ui/dialog.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { type AuditEvent, actorName } from "#features/audit/components/audit-columns.tsx";
import { subjectName } from "#features/audit/lib/subject-name.ts";
import { formatAbsoluteTime } from "#lib/format-time.ts";
import { trpc } from "#lib/trpc.ts";

interface AuditEventSheetProps {
  eventId: string;
  onClose: () => void;
}

/** One event, also one that is on no page that is shown. */
export function AuditEventSheet({ eventId, onClose }: AuditEventSheetProps) {
  const query = useQuery(trpc.audit.get.queryOptions({ eventId }));
  const event = query.data;
  return (
    <Sheet
      isOpen
      onOpenChange={onClose}
      title={event?.action ?? "Audit event"}
      description={event && formatAbsoluteTime(new Date(event.occurredAt))}
    >
      <DialogBody>
        {query.isError && (
          <ErrorState title="The event could not be loaded" error={query.error} onRetry={() => query.refetch()} />
        )}
        {query.isPending && <Skeleton className="h-40" />}
        {event && <EventDetails event={event} />}
      </DialogBody>
    </Sheet>
  );
}

function EventDetails({ event }: { event: AuditEvent }) {
  return (
    <>
      <DetailList>
        <Detail label="Event">
          <CopyableId id={event.id} label="event id" />
        </Detail>
        <Detail label="Request">
          <CopyableId id={event.requestId} label="request id" />
        </Detail>
        <Detail label="Who">
          {actorName(event.actor)} <span className="text-muted">{event.actor.type}</span>
          {event.actor.id && <CopyableId id={event.actor.id} label="actor id" />}
        </Detail>
        <Detail label="What">
          {subjectName(event)} <span className="text-muted">{event.subject.type}</span>
          <CopyableId id={event.subject.id} label="subject id" />
        </Detail>
        {event.projectId && (
          <Detail label="Project">
            <CopyableId id={event.projectId} label="project id" />
            <div>
              <Link
                to="/audit-log"
                search={{ project: event.projectId }}
                className="text-accent-text underline underline-offset-2"
              >
                Events of this project alone
              </Link>
            </div>
          </Detail>
        )}
        <Detail label="Address">{event.ipAddress}</Detail>
        <Detail label="Program">{event.userAgent || <span className="text-muted">not named</span>}</Detail>
      </DetailList>
      {Object.keys(event.detail).length > 0 && (
        <section className="flex flex-col gap-1">
          <h3 className="font-medium">Details</h3>
          <pre className="overflow-x-auto rounded-sm border bg-sunken p-3 font-mono text-[0.8125rem]">
            {JSON.stringify(event.detail, null, 2)}
          </pre>
        </section>
      )}
    </>
  );
}
