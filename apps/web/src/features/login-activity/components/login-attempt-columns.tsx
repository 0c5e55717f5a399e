import type { LoginResult } from "@podpass/contracts";
import { Link } from "@tanstack/react-router";
import { CopyableId } from "#components/copyable-id.tsx";
import { dataTableColumns } from "#components/data-table/columns.ts";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { refusalLabel } from "#features/login-activity/lib/refusal-label.ts";
import type { RouterOutputs } from "#lib/trpc.ts";

type LoginAttempt = RouterOutputs["loginAttempt"]["list"]["items"][number];
const column = dataTableColumns<LoginAttempt>();

function ResultBadge({ result }: { result: LoginResult }) {
  return result === "accepted" ? <Badge tone="good">Let in</Badge> : <Badge tone="bad">Refused</Badge>;
}

/** `namespace/name`; says so where nothing was proven. */
function ServiceAccountText({ account }: { account: LoginAttempt["serviceAccount"] }) {
  if (!account) return <span className="text-muted">not proven</span>;
  return (
    <span className="break-all font-mono text-[0.8125rem]">
      {account.namespace}/{account.name}
    </span>
  );
}

interface ColumnOptions {
  onOpen: (attemptId: string) => void;
  /** False where all are of one identity. */
  hasIdentity: boolean;
}

export function loginAttemptColumns({ onOpen, hasIdentity }: ColumnOptions) {
  const identity = column.accessor((attempt) => attempt.identity.name ?? attempt.identity.id, {
    id: "identity",
    header: "Identity",
    cell: ({ row: { original: attempt } }) => <IdentityLink identity={attempt.identity} />,
  });
  return column.columns([
    column.accessor("occurredAt", {
      header: "When",
      cell: ({ row: { original: attempt } }) => (
        <button
          type="button"
          onClick={() => onOpen(attempt.id)}
          className="row-action rounded-xs text-left font-medium"
        >
          <RelativeTime at={attempt.occurredAt} />
        </button>
      ),
    }),
    column.accessor("result", { header: "Result", cell: ({ getValue }) => <ResultBadge result={getValue()} /> }),
    column.accessor((attempt) => refusalLabel(attempt.reason), {
      id: "reason",
      header: "Reason",
      cell: ({ getValue }) => getValue() || <span className="text-muted">–</span>,
    }),
    ...(hasIdentity ? [identity] : []),
    column.accessor((attempt) => attempt.serviceAccount?.name ?? "", {
      id: "serviceAccount",
      header: "Service account",
      cell: ({ row: { original: attempt } }) => <ServiceAccountText account={attempt.serviceAccount} />,
    }),
    column.accessor("ipAddress", { header: "From" }),
    column.accessor("requestId", {
      header: "Request",
      cell: ({ getValue }) => (
        <span className="flex max-w-44">
          <CopyableId id={getValue()} label="request id" />
        </span>
      ),
    }),
  ]);
}

/** The identity's name, leading to it; its id once it is gone. */
export function IdentityLink({ identity }: { identity: LoginAttempt["identity"] }) {
  if (identity.name === null) {
    return (
      <span className="text-muted" title={identity.id}>
        deleted identity
      </span>
    );
  }
  return (
    <Link
      to="/access-control/identities/$identityId"
      params={{ identityId: identity.id }}
      className="text-accent-text hover:underline"
    >
      {identity.name}
    </Link>
  );
}
