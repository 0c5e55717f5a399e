import { isRecord } from "../signing-key.ts";
import { type AuthenticatedUser, authenticateToken } from "./authenticate-token.ts";
import { API_SERVER_AUDIENCE, type FakeCluster } from "./fake-cluster.ts";
import { type Answer, badRequest, jsonAnswer } from "./status.ts";

/**
 * The answer of `POST /apis/authentication.k8s.io/v1/tokenreviews`. As in the real API `authenticated` is left out
 * when it is not true: the field is `omitempty`.
 */
export interface TokenReview {
  kind: "TokenReview";
  apiVersion: "authentication.k8s.io/v1";
  metadata: { creationTimestamp: null };
  spec: { token: string; audiences?: string[] };
  status: { authenticated?: true; user: Partial<AuthenticatedUser>; audiences?: string[]; error?: string };
}

export type TokenReviewAnswer = Answer & { review?: TokenReview };

/** Reviews the token in a request body, or answers 400 in the real server's words when the body is no TokenReview. */
export function answerTokenReview(cluster: FakeCluster, body: string): TokenReviewAnswer {
  const spec = readSpec(body);
  if (typeof spec === "string") return badRequest(spec);
  const target = spec.audiences?.length ? spec.audiences : [API_SERVER_AUDIENCE];
  const outcome = authenticateToken(cluster, spec.token, target);
  const review: TokenReview = {
    kind: "TokenReview",
    apiVersion: "authentication.k8s.io/v1",
    metadata: { creationTimestamp: null },
    spec,
    status: outcome.authenticated
      ? { authenticated: true, user: outcome.user, audiences: outcome.audiences }
      : { user: {}, error: outcome.error },
  };
  return { ...jsonAnswer(201, review), review };
}

function readSpec(body: string): TokenReview["spec"] | string {
  let request: unknown;
  try {
    request = JSON.parse(body);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return `the object provided is unrecognized (must be of type TokenReview): couldn't get version/kind; json parse error: ${cause}`;
  }
  const { kind = "TokenReview", apiVersion = "authentication.k8s.io/v1", spec = {} } = isRecord(request) ? request : {};
  if (kind !== "TokenReview" || apiVersion !== "authentication.k8s.io/v1") {
    return `${String(kind)} in version "${String(apiVersion)}" cannot be handled as a TokenReview`;
  }
  const { token = "", audiences } = isRecord(spec) ? spec : {};
  if (typeof token !== "string" || !(audiences === undefined || isStringList(audiences))) {
    return 'TokenReview in version "v1" cannot be handled as a TokenReview: v1.TokenReview.Spec: wrong type';
  }
  if (token === "") return "token is required for TokenReview in authentication";
  return audiences === undefined ? { token } : { token, audiences };
}

function isStringList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
