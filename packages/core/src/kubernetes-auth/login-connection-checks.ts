import type { LoginCheckName } from "@podpass/contracts";
import type { Reviewer } from "./login-facts.ts";
import { type Finding, failed, notProven, passed } from "./login-finding.ts";
import type { LoginProblem } from "./login-remedy.ts";
import type { ReviewFault, TokenReviewOutcome } from "./token-review.gateway.ts";

type ConnectionCheck = Extract<LoginCheckName, "reachability" | "tls" | "reviewer">;

/** The check a fault belongs to: those before it have passed. */
const CHECK_OF_FAULT: Record<ReviewFault, ConnectionCheck> = {
  overloaded: "reachability",
  host_refused: "reachability",
  host_not_found: "reachability",
  unreachable: "reachability",
  timed_out: "reachability",
  tls_untrusted: "tls",
  tls_wrong_name: "tls",
  tls_expired: "tls",
  tls_failed: "tls",
  redirected: "reviewer",
  unexpected_status: "reviewer",
  answer_malformed: "reviewer",
  reviewer_unauthorized: "reviewer",
  reviewer_forbidden: "reviewer",
};

export function judgeReachability(review: TokenReviewOutcome | undefined, kubernetesHost: string): Finding {
  const expected = `an answer of ${kubernetesHost}`;
  if (!review) return notProven("not_asked", expected, "not asked");
  return faultOf(review, "reachability", expected) ?? passed(expected, "one");
}

export function judgeTls(review: TokenReviewOutcome | undefined, kubernetesHost: string): Finding {
  const expected = "a certificate of the configured CA, for this host";
  const fault = faultOf(review, "tls", expected);
  if (fault) return fault;
  return kubernetesHost.startsWith("http://") ? passed("none on loopback", "none") : passed(expected, "one");
}

export function judgeReviewer(review: TokenReviewOutcome | undefined, reviewer: Reviewer): Finding {
  const expected = `a TokenReview, made as ${nameOf(reviewer)}`;
  return faultOf(review, "reviewer", expected, reviewer) ?? passed(expected, "one");
}

function faultOf(
  review: TokenReviewOutcome | undefined,
  check: ConnectionCheck,
  expected: string,
  reviewer?: Reviewer,
): Finding | null {
  if (review?.kind !== "no_answer" || CHECK_OF_FAULT[review.fault] !== check) return null;
  const got = `${review.fault}: ${review.reason}`;
  const ofClient = reviewer?.mode === "client" ? CLIENT_PROBLEMS[review.fault] : undefined;
  if (ofClient) return notProven(ofClient, expected, got);
  return failed(review.fault, "kubernetes_auth.review_unavailable", expected, got);
}

/** The client's own JWT was refused as the caller: that speaks of the client, not of the operator's set-up. */
const CLIENT_PROBLEMS: Partial<Record<ReviewFault, LoginProblem>> = {
  reviewer_unauthorized: "client_unauthorized",
  reviewer_forbidden: "client_forbidden",
};

function nameOf(reviewer: Reviewer): string {
  if (reviewer.mode === "client") return "the pod itself";
  const account = reviewer.serviceAccount;
  return account ? `${account.namespace}/${account.name}` : "the stored reviewer";
}
