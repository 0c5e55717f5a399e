import { useIsMutating, useQuery } from "@tanstack/react-query";
import { LoaderCircle } from "lucide-react";
import { ConnectionReportView } from "#components/connection-report/connection-report.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Warning } from "#components/warning.tsx";
import { trpc } from "#lib/trpc.ts";

/** What is known of the saved configuration's connection: the last check's report. */
export function ConnectionState({ identityId }: { identityId: string }) {
  const query = useQuery(trpc.kubernetesAuth.getConnection.queryOptions({ identityId }));
  const isChecking = useIsMutating({ mutationKey: trpc.kubernetesAuth.checkConnection.mutationKey() }) > 0;
  if (query.isError) {
    return (
      <ErrorState
        title="The connection's state could not be loaded"
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  if (!query.data) return <Skeleton className="w-64" />;
  const { report } = query.data;
  const hasFailed = report?.checks.some((check) => check.verdict === "failed");
  return (
    <section aria-label="Connection" aria-busy={isChecking} className="flex flex-col gap-3 rounded-sm border p-3">
      {hasFailed && !isChecking && <Warning>The last check failed: pods may be unable to log in.</Warning>}
      {isChecking ? (
        <p role="status" className="flex items-center gap-2 text-muted">
          <LoaderCircle aria-hidden className="size-4 animate-spin" />
          Checking the connection…
        </p>
      ) : report ? (
        <ConnectionReportView report={report} />
      ) : (
        <p className="text-muted">The connection has not been checked since it was saved.</p>
      )}
    </section>
  );
}
