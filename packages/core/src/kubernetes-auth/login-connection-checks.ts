import type { LoginCheckName } from "@podpass/contracts";
import type { Reviewer } from "./login-facts.ts";
import { type Finding, failed, notProven, passed } from "./login-finding.ts";
import type { LoginProblem } from "./login-remedy.ts";
import type { ReviewFault, TokenReviewOutcome } from "./token-review.gateway.ts";

type ConnectionCheck = Extract<LoginCheckName, "configuration" | "reachability" | "tls" | "reviewer">;

/** The check a fault belongs to: those before it have passed. */
const CHECK_OF_FAULT: Record<ReviewFault, ConnectionCheck> = {
  own_account_missing: "configuration",
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

export function judgeConfiguration(review: TokenReviewOutcome | undefined): Finding {
  const ofOwn = faultOf(review, "configuration", "Podpass's own service account, mounted into its pod");
  return ofOwn ?? passed("an identity with Kubernetes Auth", "one");
}

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
  const ofReviewer = reviewer && PROBLEMS_OF_REVIEWER[reviewer.mode][review.fault];
  // The client's own JWT was refused as the caller: that speaks of the client, not of the operator's set-up.
  if (ofReviewer && reviewer.mode === "client") return notProven(ofReviewer, expected, got);
  return failed(ofReviewer ?? review.fault, "kubernetes_auth.review_unavailable", expected, got);
}

/** The same answer of the API server has another remedy for each kind of reviewer. */
const PROBLEMS_OF_REVIEWER: Record<Reviewer["mode"], Partial<Record<ReviewFault, LoginProblem>>> = {
  stored: {},
  client: { reviewer_unauthorized: "client_unauthorized", reviewer_forbidden: "client_forbidden" },
  own: { reviewer_unauthorized: "own_unauthorized" },
};

function nameOf(reviewer: Reviewer): string {
  if (reviewer.mode === "client") return "the pod itself";
  const account = reviewer.serviceAccount;
  const whose = reviewer.mode === "own" ? "Podpass's own service account" : "the stored reviewer";
  return account ? `${whose} ${account.namespace}/${account.name}` : whose;
}
