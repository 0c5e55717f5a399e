import type { V1TokenReview } from "@kubernetes/client-node";
import { type KubernetesHost, parseKubernetesHost } from "@podpass/contracts";
import { memoized } from "../shared/memoized.ts";
import type { AddressPolicy } from "./address-policy.ts";
import {
  type ApiServerAnswer,
  createKubernetesTransport,
  DEFAULT_TIMEOUT_MS,
  type OnAnswer,
  TransportError,
} from "./kubernetes-transport.ts";
import type { ReviewRequest, TokenReviewGateway, TokenReviewOutcome } from "./token-review.gateway.ts";
import { readTokenReviewAnswer } from "./token-review-answer.ts";
import { transportFault } from "./transport-fault.ts";

/** The real gateway. A review takes at most `timeoutMs`. */
export function createTokenReviewGateway(
  addressPolicy: AddressPolicy,
  { timeoutMs = DEFAULT_TIMEOUT_MS, onAnswer }: { timeoutMs?: number; onAnswer?: OnAnswer } = {},
): TokenReviewGateway {
  const transport = createKubernetesTransport(addressPolicy, timeoutMs, onAnswer);
  const hostOf = memoized(KNOWN_HOSTS, (kubernetesHost) => acceptedHost(addressPolicy, kubernetesHost));
  return {
    async review(target, request) {
      const host = hostOf(target.kubernetesHost);
      if (!host.ok) return { kind: "no_answer", fault: "host_refused", reason: host.message };
      try {
        const body = tokenReviewOf(request);
        const post = { path: TOKEN_REVIEWS, bearerJwt: request.reviewerJwt, body };
        return outcomeOf(await transport.post(target, host.baseUrl, post), request);
      } catch (error) {
        if (error instanceof TransportError) return { kind: "no_answer", ...transportFault(error.cause) };
        throw error;
      }
    },
    close: () => transport.close(),
  };
}

const KNOWN_HOSTS = 1000;
const TOKEN_REVIEWS = "/apis/authentication.k8s.io/v1/tokenreviews";

/** What its text and the policy say of a host; to what address a name leads is judged at each connection. */
function acceptedHost(addressPolicy: AddressPolicy, kubernetesHost: string): KubernetesHost {
  const host = parseKubernetesHost(kubernetesHost);
  const problem = host.ok ? addressPolicy.hostProblem(new URL(host.baseUrl).hostname) : null;
  return problem === null ? host : { ok: false, message: problem };
}

function tokenReviewOf({ serviceAccountJwt: token, audiences }: ReviewRequest): V1TokenReview {
  const spec = audiences.length > 0 ? { token, audiences } : { token };
  return { apiVersion: "authentication.k8s.io/v1", kind: "TokenReview", spec };
}

/** JSON has no charset but UTF-8: RFC 8259 section 8.1. */
const JSON_MEDIA_TYPE = /^application\/json[ \t]*(?:;[ \t]*charset="?utf-8"?[ \t]*)?$/i;
const NOT_JSON: TokenReviewOutcome = { kind: "no_answer", fault: "answer_malformed", reason: "the answer is not JSON" };

function outcomeOf({ status, contentType, text }: ApiServerAnswer, request: ReviewRequest): TokenReviewOutcome {
  if (status !== 200 && status !== 201) return outcomeOfStatus(status);
  return JSON_MEDIA_TYPE.test(contentType) ? readTokenReviewAnswer(text, request) : NOT_JSON;
}

/** 401 and 403 speak of the reviewer: a refused subject is a 2xx answer with `authenticated: false`. */
function outcomeOfStatus(status: number): TokenReviewOutcome {
  if (status === 401) {
    return {
      kind: "no_answer",
      fault: "reviewer_unauthorized",
      reason: "the API server refused the reviewer's JWT (401)",
    };
  }
  if (status === 403) {
    const reason = "the reviewer may not create TokenReviews (403): bind it to system:auth-delegator";
    return { kind: "no_answer", fault: "reviewer_forbidden", reason };
  }
  if (status >= 300 && status < 400) {
    return { kind: "no_answer", fault: "redirected", reason: `the API server answered a redirect (${status})` };
  }
  return { kind: "no_answer", fault: "unexpected_status", reason: `the API server answered ${status}` };
}
