import { type ErrorCode, isInAllowList } from "@podpass/contracts";
import { isTrustedIp } from "../access-token/trusted-ips.ts";
import type { TokenReviewOutcome } from "./token-review.gateway.ts";
import { withoutJwts } from "./token-review-answer.ts";

/** The checks of a login, in the order they are made. */
export const LOGIN_CHECKS = [
  "jwt_shape",
  "configuration",
  "token_review",
  "authenticated",
  "service_account",
  "audience",
  "namespace",
  "name",
  "trusted_ip",
] as const;
export type LoginCheckName = (typeof LOGIN_CHECKS)[number];

export interface LoginCheck {
  name: LoginCheckName;
  verdict: "passed" | "failed" | "not_reached";
  /** What would have passed, and what there was; for admins only. */
  expected?: string;
  got?: string;
}

export interface ServiceAccount {
  namespace: string;
  name: string;
  uid: string;
}

/** What was found out around the decision; `undefined` where it was not asked because an earlier fact forbade it. */
export interface LoginFacts {
  jwtProblem: string | null;
  configuration:
    | {
        allowedNamespaces: string;
        allowedNames: string;
        allowedAudience: string;
        accessTokenTrustedIps: readonly string[];
        isClientReviewer: boolean;
      }
    | undefined;
  review: TokenReviewOutcome | undefined;
  ipAddress: string;
}

export interface LoginDecision {
  checks: LoginCheck[];
  /** Set once the review has proven it, also when a later check refuses. */
  serviceAccount: ServiceAccount | null;
  /** Null means: let in. */
  refusal: ErrorCode | null;
}

type Result = { passed: true } | { passed: false; refusal: ErrorCode; expected: string; got: string };
const PASSED: Result = { passed: true };

/** No such configuration can be saved; one that got there by another way lets nobody in. */
const NOBODY_IS_ALLOWED: Result = {
  passed: false,
  refusal: "kubernetes_auth.namespace_not_allowed",
  expected: "allowed names or namespaces",
  got: "neither is configured",
};

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
    if (refusal) {
      checks.push({ name, verdict: "not_reached" });
      continue;
    }
    const result = judge(name, facts, serviceAccount);
    if (result.passed) {
      checks.push({ name, verdict: "passed" });
    } else {
      refusal = result.refusal;
      checks.push({ name, verdict: "failed", expected: result.expected, got: result.got });
    }
  }
  return { checks, serviceAccount, refusal };
}

function judge(name: LoginCheckName, facts: LoginFacts, serviceAccount: ServiceAccount | null): Result {
  const { configuration, review } = facts;
  if (name === "jwt_shape")
    return facts.jwtProblem === null ? PASSED : refused("a service-account JWT", facts.jwtProblem);
  if (!configuration) return refused("an identity with Kubernetes Auth", "none");
  if (name === "configuration") return PASSED;
  if (name === "token_review") return judgeReview(review, configuration.isClientReviewer);
  if (name === "authenticated") {
    if (review?.kind === "authenticated") return PASSED;
    return refused("an authenticated token", review?.kind === "not_authenticated" ? review.reason : "no review");
  }
  if (!serviceAccount || review?.kind !== "authenticated") {
    return refused(
      "system:serviceaccount:<namespace>:<name>",
      review?.kind === "authenticated" ? withoutJwts(review.username) : "",
    );
  }
  switch (name) {
    case "service_account":
      return PASSED;
    case "audience":
      return judgeAudience(configuration.allowedAudience, review.audiences);
    case "namespace":
      if (!configuration.allowedNamespaces.trim() && !configuration.allowedNames.trim()) return NOBODY_IS_ALLOWED;
      return judgeList(
        configuration.allowedNamespaces,
        serviceAccount.namespace,
        "kubernetes_auth.namespace_not_allowed",
      );
    case "name":
      return judgeList(configuration.allowedNames, serviceAccount.name, "kubernetes_auth.name_not_allowed");
    case "trusted_ip":
      if (isTrustedIp(configuration.accessTokenTrustedIps, facts.ipAddress)) return PASSED;
      return {
        passed: false,
        refusal: "auth.ip_not_trusted",
        expected: configuration.accessTokenTrustedIps.join(", "),
        got: facts.ipAddress,
      };
    default:
      return name satisfies never;
  }
}

function judgeReview(review: TokenReviewOutcome | undefined, isClientReviewer: boolean): Result {
  if (review && review.kind !== "no_answer") return PASSED;
  const expected = "an answer of the TokenReview API";
  if (!review) return refused(expected, "not asked");
  const got = `${review.fault}: ${review.reason}`;
  // The client's own JWT was refused as the caller: that speaks of the client, not of the operator's set-up.
  const isAboutClient = review.fault === "reviewer_unauthorized" || review.fault === "reviewer_forbidden";
  if (isClientReviewer && isAboutClient) return refused(expected, got);
  return { passed: false, refusal: "kubernetes_auth.review_unavailable", expected, got };
}

/**
 * When an audience was asked for, it must come back: a reviewer that does not know audiences would otherwise let a
 * token in that was minted for somebody else.
 */
function judgeAudience(allowedAudience: string, audiences: readonly string[]): Result {
  if (allowedAudience === "" || audiences.includes(allowedAudience)) return PASSED;
  return {
    passed: false,
    refusal: "kubernetes_auth.audience_not_allowed",
    expected: allowedAudience,
    got: withoutJwts(audiences.join(", ")),
  };
}

function judgeList(list: string, value: string, refusal: ErrorCode): Result {
  return isInAllowList(list, value) ? PASSED : { passed: false, refusal, expected: list, got: value };
}

function refused(expected: string, got: string): Result {
  return { passed: false, refusal: "auth.login_refused", expected, got };
}

/** DNS-1123 label and subdomain, as Kubernetes requires of namespaces and service accounts. */
const NAMESPACE = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const NAME = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;

/**
 * Reads `system:serviceaccount:<namespace>:<name>`, exactly four parts, and asks that the groups say the same:
 * https://kubernetes.io/docs/reference/access-authn-authz/authentication/#service-account-tokens
 */
function readServiceAccount(review: TokenReviewOutcome & { kind: "authenticated" }): ServiceAccount | null {
  const [system, kind, namespace = "", name = "", ...rest] = review.username.split(":");
  if (system !== "system" || kind !== "serviceaccount" || rest.length > 0) return null;
  if (!NAMESPACE.test(namespace) || !NAME.test(name)) return null;
  const ownGroup = `system:serviceaccounts:${namespace}`;
  if (!["system:serviceaccounts", ownGroup].every((group) => review.groups.includes(group))) return null;
  if (review.groups.some((group) => group.startsWith("system:serviceaccounts:") && group !== ownGroup)) return null;
  return { namespace, name, uid: review.uid };
}
