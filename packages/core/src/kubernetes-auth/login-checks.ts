import {
  type ErrorCode,
  LOGIN_CHECKS,
  type LoginCheck,
  type LoginCheckName,
  parseAllowList,
  parseServiceAccountUsername,
} from "@podpass/contracts";
import {
  judgeAddress,
  judgeAge,
  judgeName,
  judgeNamespace,
  judgePodBinding,
  judgeUid,
} from "./login-account-checks.ts";
import { judgeConfiguration, judgeReachability, judgeReviewer, judgeTls } from "./login-connection-checks.ts";
import type { LoginFacts, ServiceAccount } from "./login-facts.ts";
import { type Finding, failed, NOT_REACHED, notProven, passed } from "./login-finding.ts";
import { loginRemedy } from "./login-remedy.ts";
import type { TokenReviewOutcome } from "./token-review.gateway.ts";
import { withoutJwts } from "./token-review-answer.ts";

export interface LoginDecision {
  checks: LoginCheck[];
  /** Set once the review has proven it, also when a later check refuses. */
  serviceAccount: ServiceAccount | null;
  /** Null means: let in. */
  refusal: ErrorCode | null;
}

/**
 * Decides a login from facts alone. Every check must pass, in order; the first that does not decides the answer, and
 * those behind it are not reached. Before the service account is proven every refusal has the same code; an answer that
 * did not come is the operator's fault and has another.
 */
export function decideKubernetesLogin(facts: LoginFacts): LoginDecision {
  const serviceAccount = facts.review?.kind === "authenticated" ? readServiceAccount(facts.review) : null;
  const checks: LoginCheck[] = [];
  let refusal: ErrorCode | null = null;
  for (const name of LOGIN_CHECKS) {
    const finding: Finding = refusal ? NOT_REACHED : judge(name, facts, serviceAccount);
    if (finding.verdict === "failed") refusal = finding.refusal;
    checks.push(toCheck(name, finding, facts, serviceAccount));
  }
  // Nothing is let in by omission: a check that is not reached has not passed.
  if (checks.some((check) => check.verdict !== "passed")) refusal ??= "auth.login_refused";
  return { checks, serviceAccount, refusal };
}

function toCheck(
  name: LoginCheckName,
  finding: Finding,
  facts: LoginFacts,
  serviceAccount: ServiceAccount | null,
): LoginCheck {
  if (finding.verdict === "not_reached") return { name, verdict: finding.verdict };
  const { verdict, expected, got } = finding;
  if (verdict === "passed") return { name, verdict, expected, got };
  const remedy = loginRemedy(finding.problem, {
    kubernetesHost: facts.configuration?.kubernetesHost ?? "",
    reviewer: facts.reviewer.mode === "client" ? null : facts.reviewer.serviceAccount,
    client: serviceAccount ?? facts.claimedServiceAccount,
    allowedAudiences: parseAllowList(facts.configuration?.allowedAudience ?? ""),
    serviceAccountUid: serviceAccount?.uid ?? "",
    ipAddress: facts.ipAddress,
  });
  return { name, verdict, expected, got, remedy };
}

function judge(name: LoginCheckName, facts: LoginFacts, serviceAccount: ServiceAccount | null): Finding {
  const { configuration, review, reviewer } = facts;
  if (name === "jwt_shape") return judgeShape(facts.jwtProblem);
  if (!configuration) return notProven("no_configuration", "an identity with Kubernetes Auth", "none");
  switch (name) {
    case "configuration":
      return judgeConfiguration(review);
    case "reachability":
      return judgeReachability(review, configuration.kubernetesHost);
    case "tls":
      return judgeTls(review, configuration.kubernetesHost);
    case "reviewer":
      return judgeReviewer(review, reviewer);
    case "authenticated":
      return judgeAuthenticated(review);
    case "service_account":
      return judgeServiceAccount(review, serviceAccount);
    case "audience":
      return judgeAudience(configuration.allowedAudience, review);
  }
  if (!serviceAccount || review?.kind !== "authenticated") return NOT_REACHED;
  switch (name) {
    case "namespace":
      return judgeNamespace(configuration, serviceAccount);
    case "name":
      return judgeName(configuration, serviceAccount);
    case "service_account_uid":
      return judgeUid(configuration, serviceAccount);
    case "pod_binding":
      return judgePodBinding(configuration, review);
    case "jwt_age":
      return judgeAge(configuration, facts.claimedIssuedAt, facts.now);
    case "trusted_ip":
      return judgeAddress(configuration, facts.ipAddress);
    default:
      return name satisfies never;
  }
}

function judgeShape(problem: string | null): Finding {
  const expected = "a service-account JWT";
  return problem === null ? passed(expected, "one") : notProven("jwt_malformed", expected, problem);
}

function judgeAuthenticated(review: TokenReviewOutcome | undefined): Finding {
  const expected = "an authenticated token";
  if (review?.kind === "authenticated") return passed(expected, "one");
  if (review?.kind !== "not_authenticated") return notProven("not_asked", expected, "no review");
  // The audience is what is wrong, and its check says so.
  return isAboutAudience(review.reason) ? NOT_REACHED : notProven("not_authenticated", expected, review.reason);
}

function judgeServiceAccount(review: TokenReviewOutcome | undefined, serviceAccount: ServiceAccount | null): Finding {
  if (review?.kind !== "authenticated") return NOT_REACHED;
  const expected = "system:serviceaccount:<namespace>:<name>, and groups that say the same";
  const got = `${withoutJwts(review.username)} in ${withoutJwts(review.groups.join(", ")) || "no group"}`;
  return serviceAccount ? passed(expected, got) : notProven("no_service_account", expected, got);
}

/**
 * When audiences were asked for, one of them must come back: a reviewer that does not know audiences would otherwise
 * let a token in that was minted for somebody else.
 */
function judgeAudience(allowedAudience: string, review: TokenReviewOutcome | undefined): Finding {
  const allowed = parseAllowList(allowedAudience);
  const expected = allowed.join(", ") || "the API server's own";
  if (review?.kind === "not_authenticated" && isAboutAudience(review.reason)) {
    return notProven("wrong_audience", expected, review.reason);
  }
  if (review?.kind !== "authenticated") return NOT_REACHED;
  const got = withoutJwts(review.audiences.join(", ")) || "none";
  return allowed.length === 0 || review.audiences.some((audience) => allowed.includes(audience))
    ? passed(expected, got)
    : failed("wrong_audience", "kubernetes_auth.audience_not_allowed", expected, got);
}

/** How kube-apiserver says that a genuine token is for somebody else: k8s.io/kubernetes/pkg/serviceaccount/jwt.go */
function isAboutAudience(reason: string): boolean {
  return reason.includes("token audiences ");
}

/** The account a review names; null unless its groups say the same. */
function readServiceAccount(review: TokenReviewOutcome & { kind: "authenticated" }): ServiceAccount | null {
  const account = parseServiceAccountUsername(review.username);
  if (!account) return null;
  const ownGroup = `system:serviceaccounts:${account.namespace}`;
  if (!["system:serviceaccounts", ownGroup].every((group) => review.groups.includes(group))) return null;
  if (review.groups.some((group) => group.startsWith("system:serviceaccounts:") && group !== ownGroup)) return null;
  return { ...account, uid: review.uid };
}
