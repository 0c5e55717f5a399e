import {
  CONNECTION_CHECKS,
  type ConnectionCheck,
  type ConnectionCheckName,
  type LoginRemedy,
  type ServerCertificate,
  type ServiceAccountRef,
} from "@podpass/contracts";
import { loginRemedy } from "../kubernetes-auth/login-remedy.ts";
import type { ReviewFault } from "../kubernetes-auth/token-review.gateway.ts";
import { withoutJwts } from "../kubernetes-auth/token-review-answer.ts";
import { DAY_MS } from "../shared/clock.ts";
import type { ConnectionFacts, ProbeReview } from "./connection.gateway.ts";

/** As far as kube-apiserver lets clocks differ when it reads the times in a JWT (go-jose's DefaultLeeway). */
const MAX_CLOCK_SKEW_SECONDS = 60;

/** Who was to review. */
export type ConnectionReviewer =
  /** `name` and `serviceAccount` as its JWT says, which is not proven. */
  | { mode: "jwt"; name: string; serviceAccount: ServiceAccountRef | null; expiresAt: Date | null }
  /** Each pod's own JWT: there is none to try. */
  | { mode: "client" }
  /** The stored JWT belongs to another host or CA and was not sent. */
  | { mode: "withheld" }
  /** Podpass's own service account is not mounted. */
  | { mode: "missing" };

/** What the facts are about. */
export interface ConnectionSubject {
  kubernetesHost: string;
  allowedAudience: string;
  reviewer: ConnectionReviewer;
  checkedAt: Date;
}

type Finding =
  | { verdict: "passed"; got: string }
  | { verdict: "failed"; got: string; remedy: LoginRemedy }
  | { verdict: "not_reached"; got?: string };

const EXPECTED = {
  address: "an address Podpass may connect to",
  reachability: "a connection",
  tls: "a certificate of the given CA, for this host, that has not ended",
  api: "an answer of the TokenReview API",
  reviewer_jwt: "a JWT of this cluster that has not ended",
  reviewer_rights: "the right to create TokenReviews",
  audience: "a review that names its audiences",
  clock: `clocks at most ${MAX_CLOCK_SKEW_SECONDS} seconds apart`,
} as const satisfies Record<ConnectionCheckName, string>;

/**
 * Judges what a look at an API server found, in order; behind a check that failed nothing is reached. Only the clock is
 * judged after any answer: a wrong one is often why a JWT is refused.
 */
export function judgeConnection(facts: ConnectionFacts, subject: ConnectionSubject): ConnectionCheck[] {
  let hasFailed = false;
  return CONNECTION_CHECKS.map((name) => {
    const finding: Finding =
      hasFailed && name !== "clock"
        ? { verdict: "not_reached" }
        : (faultOf(name, facts, subject) ?? judge(name, facts, subject));
    hasFailed ||= finding.verdict === "failed";
    return { name, expected: EXPECTED[name], ...finding };
  });
}

/** What went wrong, when it belongs to this check. */
function faultOf(name: ConnectionCheckName, facts: ConnectionFacts, subject: ConnectionSubject): Finding | null {
  const problem = facts.fault ?? (facts.review?.outcome.kind === "no_answer" ? facts.review.outcome : null);
  if (!problem || checkOf(problem.fault, facts) !== name) return null;
  const remedy = loginRemedy(problem.fault, {
    kubernetesHost: subject.kubernetesHost,
    reviewer: subject.reviewer.mode === "jwt" ? subject.reviewer.serviceAccount : null,
    client: null,
    serviceAccountUid: "",
    allowedAudiences: [],
    ipAddress: "",
  });
  return { verdict: "failed", got: withoutJwts(problem.reason), remedy };
}

/** The check a fault belongs to: the connection's until there is one, then the answer's. */
function checkOf(fault: ReviewFault, facts: ConnectionFacts): ConnectionCheckName {
  if (fault === "reviewer_unauthorized") return "reviewer_jwt";
  if (fault === "reviewer_forbidden") return "reviewer_rights";
  if (!facts.fault) return "api";
  if (fault === "own_account_missing" || fault === "host_refused" || fault === "host_not_found") return "address";
  return facts.connectMs === null ? "reachability" : "tls";
}

/** A check that nothing went wrong in. */
function judge(name: ConnectionCheckName, facts: ConnectionFacts, subject: ConnectionSubject): Finding {
  const { review } = facts;
  if (name === "address") return passed(facts.addresses.join(", "));
  if (name === "reachability") return passed(`connected in ${facts.connectMs ?? 0} ms`);
  if (name === "tls") return passed(describeTls(facts, subject.checkedAt));
  if (!review) return name === "api" ? { verdict: "not_reached", got: NOT_TRIED[subject.reviewer.mode] } : NOT_REACHED;
  switch (name) {
    case "api":
      return passed(`answered in ${review.reviewMs} ms`);
    case "reviewer_jwt":
      return passed(describeReviewer(review, subject));
    case "reviewer_rights":
      return passed("it may");
    case "audience":
      return judgeAudience(review, subject.allowedAudience);
    case "clock":
      return judgeClock(review.clockAheadSeconds);
    default:
      return name satisfies never;
  }
}

const NOT_REACHED: Finding = { verdict: "not_reached" };

/** Why no JWT was sent. */
const NOT_TRIED = {
  jwt: "not asked",
  client: "each pod's own JWT reviews itself, so only a login can try it",
  missing: "Podpass's own service account is not mounted",
  withheld: "the stored reviewer JWT is sent to no other host and CA than its own: enter it again to try it here",
} as const satisfies Record<ConnectionReviewer["mode"], string>;

function passed(got: string): Finding {
  return { verdict: "passed", got };
}

/** Without audiences in its answer the login's check of the allowed audience cannot pass. */
function judgeAudience({ outcome }: ProbeReview, allowedAudience: string): Finding {
  const audiences = outcome.kind === "authenticated" ? outcome.audiences : [];
  if (audiences.length > 0) return passed(`its own: ${withoutJwts(audiences.join(", "))}`);
  if (allowedAudience === "") return { verdict: "not_reached", got: "it names none, and none is asked for" };
  const text = "This API server reviews tokens without regard to audiences: empty Allowed Audience, or upgrade it.";
  return { verdict: "failed", got: "none", remedy: { text, field: "allowedAudience" } };
}

function judgeClock(aheadSeconds: number | null): Finding {
  if (aheadSeconds === null) return { verdict: "not_reached", got: "the API server does not say what time it is" };
  const distance = Math.abs(aheadSeconds);
  const got =
    distance === 0 ? "the same time" : `the API server is ${distance} s ${aheadSeconds > 0 ? "ahead" : "behind"}`;
  if (distance <= MAX_CLOCK_SKEW_SECONDS) return passed(got);
  const text =
    "Set both clocks by the same time servers: a JWT is taken for expired, or not valid yet, by a wrong one.";
  return { verdict: "failed", got, remedy: { text, command: "timedatectl set-ntp true" } };
}

function describeTls({ protocol, certificates }: ConnectionFacts, now: Date): string {
  if (protocol === null) return "none on loopback";
  const first = firstToEnd(certificates);
  return first ? `${protocol}, ${first.subject} ${endsText(first.expiresAt, now)}` : protocol;
}

/** The certificate whose end breaks the chain. */
export function firstToEnd(certificates: readonly ServerCertificate[]): ServerCertificate | null {
  return certificates.toSorted((one, other) => one.expiresAt.getTime() - other.expiresAt.getTime())[0] ?? null;
}

function describeReviewer({ outcome }: ProbeReview, { reviewer, checkedAt }: ConnectionSubject): string {
  if (reviewer.mode !== "jwt") return "";
  const name = outcome.kind === "authenticated" ? withoutJwts(outcome.username) : reviewer.name;
  return `${name}, ${reviewer.expiresAt ? `its JWT ${endsText(reviewer.expiresAt, checkedAt)}` : "its JWT does not end"}`;
}

function endsText(expiresAt: Date, now: Date): string {
  const days = Math.floor((expiresAt.getTime() - now.getTime()) / DAY_MS);
  if (days < 1) return days < 0 ? "has ended" : "ends in less than a day";
  return days === 1 ? "ends in 1 day" : `ends in ${days} days`;
}
