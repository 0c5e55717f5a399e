import { CONNECTION_CHECK_TITLES } from "@podpass/contracts";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { RouterOutputs } from "#lib/trpc.ts";

export type ConnectionReport = RouterOutputs["kubernetesAuth"]["checkConnection"];

/** The result in one line, and how old it is. */
export function ConnectionVerdict({ report }: { report: ConnectionReport }) {
  const failed = report.checks.find((check) => check.verdict === "failed");
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
      {failed ? <Badge tone="bad">Check failed</Badge> : <Badge tone="good">Check passed</Badge>}
      <span>
        {failed ? `At “${CONNECTION_CHECK_TITLES[failed.name]}”.` : passedText(report)}{" "}
        <span className="text-muted">
          Checked <RelativeTime at={report.checkedAt} />.
        </span>
      </span>
    </p>
  );
}

function passedText({ reviewer }: ConnectionReport): string {
  if (reviewer) return "Podpass can have tokens reviewed there.";
  return "The API server is there and its certificate trusted. Nobody has reviewed a token yet.";
}
