import {
  ApiException,
  AuthenticationV1Api,
  createConfiguration,
  type HttpLibrary,
  type RequestContext,
  ServerConfiguration,
} from "@kubernetes/client-node";
import { type KubernetesHost, parseKubernetesHost } from "@podpass/contracts";
import { memoized } from "../shared/memoized.ts";
import type { AddressPolicy } from "./address-policy.ts";
import {
  createKubernetesTransport,
  DEFAULT_TIMEOUT_MS,
  type OnAnswer,
  TransportError,
} from "./kubernetes-transport.ts";
import type { ReviewRequest, TokenReviewGateway, TokenReviewOutcome } from "./token-review.gateway.ts";
import { readTokenReviewAnswer } from "./token-review-answer.ts";
import { transportFault } from "./transport-fault.ts";

/** The real gateway: the generated client's typed API over our own transport. A review takes at most `timeoutMs`. */
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
      const api = tokenReviewApi(host.baseUrl, transport.httpLibraryFor(target, host.baseUrl), request.reviewerJwt);
      return ask(api, request);
    },
    close: () => transport.close(),
  };
}

const KNOWN_HOSTS = 1000;

/** What its text and the policy say of a host; to what address a name leads is judged at each connection. */
function acceptedHost(addressPolicy: AddressPolicy, kubernetesHost: string): KubernetesHost {
  const host = parseKubernetesHost(kubernetesHost);
  const problem = host.ok ? addressPolicy.hostProblem(new URL(host.baseUrl).hostname) : null;
  return problem === null ? host : { ok: false, message: problem };
}

function tokenReviewApi(baseUrl: string, httpApi: HttpLibrary, reviewerJwt: string): AuthenticationV1Api {
  const reviewer = {
    getName: () => "BearerToken",
    applySecurityAuthentication: (context: RequestContext) => {
      context.setHeaderParam("Authorization", `Bearer ${reviewerJwt}`);
    },
  };
  const baseServer = new ServerConfiguration(baseUrl, {});
  return new AuthenticationV1Api(createConfiguration({ baseServer, httpApi, authMethods: { default: reviewer } }));
}

async function ask(api: AuthenticationV1Api, request: ReviewRequest): Promise<TokenReviewOutcome> {
  try {
    const answer = await api.createTokenReviewWithHttpInfo({
      body: {
        apiVersion: "authentication.k8s.io/v1",
        kind: "TokenReview",
        spec: {
          token: request.serviceAccountJwt,
          ...(request.audiences.length > 0 ? { audiences: request.audiences } : {}),
        },
      },
    });
    if (answer.httpStatusCode !== 200 && answer.httpStatusCode !== 201) return outcomeOfStatus(answer.httpStatusCode);
    if (!JSON_MEDIA_TYPE.test(answer.headers["content-type"] ?? "")) return NOT_JSON;
    // The generated client fills in what is missing; the answer itself is judged, not its reading of it.
    return readTokenReviewAnswer(await answer.body.text(), request);
  } catch (error) {
    if (error instanceof TransportError) return { kind: "no_answer", ...transportFault(error.cause) };
    if (error instanceof ApiException) return outcomeOfStatus(error.code);
    return NOT_JSON;
  }
}

/** The generated client takes text/plain and vendor types as well. JSON has no other charset: RFC 8259 section 8.1. */
const JSON_MEDIA_TYPE = /^application\/json[ \t]*(?:;[ \t]*charset="?utf-8"?[ \t]*)?$/i;
const NOT_JSON: TokenReviewOutcome = { kind: "no_answer", fault: "answer_malformed", reason: "the answer is not JSON" };

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
