import { authenticateToken } from "./authenticate-token.ts";
import { API_SERVER_AUDIENCE, type FakeCluster } from "./fake-cluster.ts";
import { type Answer, jsonAnswer, statusAnswer, textAnswer } from "./status.ts";
import { answerTokenReview, type TokenReviewAnswer } from "./token-review.ts";

export const TOKEN_REVIEWS_PATH = "/apis/authentication.k8s.io/v1/tokenreviews";

/** A request as it arrived, its body whole. Header names are in lower case. */
export interface RecordedRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

const VERSION = { major: "1", minor: "32", gitVersion: "v1.32.0", platform: "linux/amd64" };
const VERBS: Record<string, string> = { GET: "list", POST: "create", DELETE: "deletecollection" };

/** What an honest API server answers: first who calls (401), then whether they may (403), then the request itself. */
export function normalAnswer(cluster: FakeCluster, request: RecordedRequest): TokenReviewAnswer {
  const username = authenticateCaller(cluster, request.headers.authorization);
  if (username === undefined) return statusAnswer(401, "Unauthorized", "Unauthorized");
  const path = request.path.split("?")[0] ?? "";
  if (request.method === "GET" && path === "/version") return jsonAnswer(200, VERSION);
  if (request.method === "GET" && path === "/readyz") return textAnswer(200, "ok");
  if (path !== TOKEN_REVIEWS_PATH) return forbiddenPath(username, request.method, path);
  if (request.method !== "POST" || !cluster.isAuthDelegator(username)) return forbiddenReview(username, request.method);
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "application/json")) {
    const accepted = "accepted media types include: application/json";
    return statusAnswer(415, "UnsupportedMediaType", `the body of the request was in an unknown format - ${accepted}`);
  }
  return answerTokenReview(cluster, request.body);
}

/** Without a bearer token the caller is anonymous; with a bad one there is no caller. */
function authenticateCaller(cluster: FakeCluster, authorization: string | undefined): string | undefined {
  const [scheme = "", token = ""] = authorization?.trim().split(" ") ?? [];
  if (scheme.toLowerCase() !== "bearer" || token === "") return "system:anonymous";
  const outcome = authenticateToken(cluster, token, [API_SERVER_AUDIENCE]);
  return outcome.authenticated ? outcome.user.username : undefined;
}

function forbiddenReview(username: string, method: string): Answer {
  const verb = VERBS[method] ?? method.toLowerCase();
  const act = `${verb} resource "tokenreviews" in API group "authentication.k8s.io" at the cluster scope`;
  const message = `tokenreviews.authentication.k8s.io is forbidden: User "${username}" cannot ${act}`;
  return statusAnswer(403, "Forbidden", message, { group: "authentication.k8s.io", kind: "tokenreviews" });
}

function forbiddenPath(username: string, method: string, path: string): Answer {
  const message = `forbidden: User "${username}" cannot ${method.toLowerCase()} path "${path}"`;
  return statusAnswer(403, "Forbidden", message, {});
}
