import { useQuery } from "@tanstack/react-query";
import type { SetupRecords } from "#features/guided-setup/hooks/use-setup-records.ts";
import { useCan } from "#lib/can.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

const POLL_MS = 2_000;

type LoginAttempt = RouterOutputs["loginAttempt"]["list"]["items"][number];

export type FirstLoginState =
  | { status: "waiting" }
  /** `attempt` is null for whoever may not read login activity, and for a login whose attempt is no longer kept. */
  | { status: "accepted"; at: string; attempt: LoginAttempt | null }
  | { status: "refused"; attempt: RouterOutputs["loginAttempt"]["get"] }
  | { status: "error"; error: unknown; retry: () => void };

/** What came of the identity's newest login with Kubernetes Auth, asked for until one is let in. */
export function useFirstLogin({ id, lastLoginAt, lastLoginAuthMethod }: NonNullable<SetupRecords["identity"]>) {
  const canRead = useCan()("audit-logs:read");
  const lastAt = lastLoginAuthMethod === "kubernetes-auth" ? lastLoginAt : null;
  // The same record the rest of the setup reads: the list of steps turns green with this page.
  const identity = useQuery(
    trpc.identity.get.queryOptions({ identityId: id }, { refetchInterval: lastAt === null ? POLL_MS : false }),
  );
  const attempts = useQuery(
    trpc.loginAttempt.list.queryOptions(
      { identityId: id, limit: 10 },
      {
        enabled: canRead,
        refetchInterval: ({ state }) => (newest(state.data)?.result === "accepted" ? false : POLL_MS),
      },
    ),
  );
  const attempt = newest(attempts.data);
  const refused = useQuery(
    trpc.loginAttempt.get.queryOptions(
      { loginAttemptId: attempt?.id ?? "" },
      { enabled: attempt?.result === "refused", staleTime: Number.POSITIVE_INFINITY },
    ),
  );
  return stateOf({ lastAt, attempt, refusal: refused.data, queries: [identity, attempts, refused] });
}

function newest(page: RouterOutputs["loginAttempt"]["list"] | undefined): LoginAttempt | undefined {
  return page?.items.find(({ authMethod }) => authMethod === "kubernetes-auth");
}

interface Facts {
  lastAt: string | null;
  attempt: LoginAttempt | undefined;
  refusal: RouterOutputs["loginAttempt"]["get"] | undefined;
  queries: readonly { isError: boolean; error: unknown; refetch: () => unknown }[];
}

function stateOf({ lastAt, attempt, refusal, queries }: Facts): FirstLoginState {
  if (attempt?.result === "accepted") return { status: "accepted", at: attempt.occurredAt, attempt };
  if (refusal) return { status: "refused", attempt: refusal };
  if (!attempt && lastAt !== null) return { status: "accepted", at: lastAt, attempt: null };
  const failed = queries.find((query) => query.isError);
  if (failed) return { status: "error", error: failed.error, retry: () => void failed.refetch() };
  return { status: "waiting" };
}
