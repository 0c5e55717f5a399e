import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleX } from "lucide-react";
import { CopyableId } from "#components/copyable-id.tsx";
import { Detail, DetailList } from "#components/detail-list.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { Dialog, DialogBody } from "#components/ui/dialog.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { problemSentence } from "#features/audit/lib/chain-words.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

type Report = RouterOutputs["audit"]["verify"];

export function IntegrityDialog({ onClose }: { onClose: () => void }) {
  const query = useQuery(trpc.audit.verify.queryOptions(undefined, { gcTime: 0, staleTime: 0 }));
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title="Integrity of the audit log"
      description="Every event carries a keyed hash of itself and of the one before it."
    >
      <DialogBody>
        {query.isError ? (
          <ErrorState title="The log could not be checked" error={query.error} onRetry={() => query.refetch()} />
        ) : query.isPending ? (
          <div role="status" aria-label="Checking every event" className="flex flex-col gap-3">
            <Skeleton className="w-2/3" />
            <Skeleton className="w-1/2" />
            <Skeleton className="w-3/4" />
          </div>
        ) : (
          <IntegrityReport report={query.data} />
        )}
      </DialogBody>
    </Dialog>
  );
}

function IntegrityReport({ report }: { report: Report }) {
  return (
    <>
      <p className="flex items-center gap-2 font-medium">
        {report.isIntact ? (
          <CircleCheck aria-hidden className="size-5 text-good" />
        ) : (
          <CircleX aria-hidden className="size-5 text-bad" />
        )}
        {report.isIntact ? "Nothing was altered or removed" : `${report.problemCount} problems found`}
      </p>
      {report.problems.length > 0 && (
        <ol className="flex max-h-60 flex-col gap-1 overflow-y-auto">
          {report.problems.map((problem) => (
            <li key={`${problem.kind} ${problem.sequence} ${problem.eventId}`}>{problemSentence(problem)}</li>
          ))}
        </ol>
      )}
      <DetailList>
        <Detail label="Checked">{report.checkedCount.toLocaleString("en")} events</Detail>
        {report.erasedCount > 0 && (
          <Detail label="Erased">
            {report.erasedCount.toLocaleString("en")} of them, by the retention of their projects
          </Detail>
        )}
        <Detail label="Not in the chain yet">{report.unsealedCount.toLocaleString("en")}</Detail>
        {report.headHash && (
          <Detail label={`Head, event ${report.headSequence}`}>
            <CopyableId id={report.headHash} label="hash of the head" />
          </Detail>
        )}
      </DetailList>
      <p className="text-[0.8125rem] text-muted">
        Note the head elsewhere to notice later that the whole database was put back to an earlier state.
      </p>
    </>
  );
}
