import type { ConnectionReport } from "@podpass/contracts";
import { claimedServiceAccount, expiryOfJwt, subjectOfJwt } from "../kubernetes-auth/service-account-jwt.ts";
import { withoutJwts } from "../kubernetes-auth/token-review-answer.ts";
import type { Services } from "../shared/use-case-context.ts";
import type { ConnectionFacts, ConnectionTarget } from "./connection.gateway.ts";
import { type ConnectionReviewer, judgeConnection } from "./connection-checks.ts";

/** What is to be looked at, and with whose JWT. */
export interface ConnectionSettings extends ConnectionTarget {
  allowedAudience: string;
  reviewer: { mode: "jwt"; jwt: string } | { mode: "client" } | { mode: "withheld" } | MissingReviewer;
}

/** Podpass's own service account is not mounted, so there is no cluster to look at. */
interface MissingReviewer {
  mode: "missing";
  reason: string;
}

/** One look at an API server, judged; null when too much else is asked of it at the moment. */
export async function lookAtConnection(
  { connections, clock }: Pick<Services, "connections" | "clock">,
  settings: ConnectionSettings,
): Promise<ConnectionReport | null> {
  const { kubernetesHost, caCertificate, allowedAudience } = settings;
  const jwt = settings.reviewer.mode === "jwt" ? settings.reviewer.jwt : null;
  const facts =
    settings.reviewer.mode === "missing"
      ? withoutCluster(settings.reviewer.reason)
      : await connections.probe({ kubernetesHost, caCertificate }, jwt);
  if (!facts) return null;
  const checkedAt = clock.now();
  const reviewer = describeReviewer(settings.reviewer);
  const outcome = facts.review?.outcome;
  return {
    checkedAt,
    checks: judgeConnection(facts, { kubernetesHost, allowedAudience, reviewer, checkedAt }),
    certificates: facts.certificates,
    reviewer: reviewer.mode === "jwt" ? { name: reviewer.name, expiresAt: reviewer.expiresAt } : null,
    audiences: outcome?.kind === "authenticated" ? outcome.audiences.map(withoutJwts) : [],
    connectMs: facts.connectMs,
    reviewMs: facts.review?.reviewMs ?? null,
  };
}

function withoutCluster(reason: string): ConnectionFacts {
  const fault = { fault: "own_account_missing", reason } as const;
  return { addresses: [], connectMs: null, fault, protocol: null, certificates: [], review: null };
}

function describeReviewer(reviewer: ConnectionSettings["reviewer"]): ConnectionReviewer {
  if (reviewer.mode !== "jwt") return reviewer;
  const subject = subjectOfJwt(reviewer.jwt);
  return {
    mode: "jwt",
    name: typeof subject === "string" ? withoutJwts(subject) : "somebody it does not name",
    serviceAccount: claimedServiceAccount(reviewer.jwt),
    expiresAt: expiryOfJwt(reviewer.jwt),
  };
}
