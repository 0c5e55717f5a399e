import { CONNECTION_CHECK_TITLES } from "@podpass/contracts";
import { Link } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import { RelativeTime } from "#components/relative-time.tsx";
import type { RouterOutputs } from "#lib/trpc.ts";

type Warnings = RouterOutputs["kubernetesAuth"]["listWarnings"];

export function WarningsBanner({ warnings: { items, totalCount } }: { warnings: Warnings }) {
  const unnamed = totalCount - items.length;
  return (
    <section aria-label="Kubernetes Auth needs attention" className="border-b bg-warn-soft text-warn">
      <div className="mx-auto flex w-full max-w-300 items-start gap-2 px-4 py-2 sm:px-6">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        <ul className="flex min-w-0 flex-col gap-1">
          {items.map((item) => (
            <li key={item.identityId} className="break-words">
              <Link
                to="/access-control/identities/$identityId"
                params={{ identityId: item.identityId }}
                className="font-medium underline underline-offset-2"
              >
                {item.identityName}
              </Link>
              : <Troubles {...item} />
            </li>
          ))}
          {unnamed > 0 && (
            <li>
              and {unnamed} more {unnamed === 1 ? "identity" : "identities"}.
            </li>
          )}
        </ul>
      </div>
    </section>
  );
}

type TroublesProps = Pick<Warnings["items"][number], "failedCheck" | "reviewerExpiresAt" | "certificateExpiresAt">;

function Troubles({ failedCheck, reviewerExpiresAt, certificateExpiresAt }: TroublesProps) {
  return (
    <>
      {failedCheck && <>the last connection check failed at “{CONNECTION_CHECK_TITLES[failedCheck]}”. </>}
      {reviewerExpiresAt && <Ending what="The reviewer JWT" at={reviewerExpiresAt} />}
      {certificateExpiresAt && <Ending what="A certificate of the API server" at={certificateExpiresAt} />}
    </>
  );
}

function Ending({ what, at }: { what: string; at: string }) {
  const isOver = new Date(at).getTime() <= Date.now();
  return (
    <>
      {what} {isOver ? "expired" : "expires"} <RelativeTime at={at} />.{" "}
    </>
  );
}
