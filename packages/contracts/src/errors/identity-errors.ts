import type { ErrorsOf } from "./error-definition.ts";
import { WHEN_AGAIN } from "./when-again.ts";

/** Identities and how they log in. */
export const IDENTITY_ERRORS = {
  "identity.not_found": { kind: "not_found", name: "NotFound", message: "Identity not found" },
  "identity.delete_protected": {
    kind: "conflict",
    name: "BadRequest",
    message: "Identity has delete protection. Turn it off first",
  },
  "kubernetes_auth.not_found": {
    kind: "not_found",
    name: "NotFound",
    message: "This identity has no Kubernetes Auth",
  },
  "kubernetes_auth.already_attached": {
    kind: "conflict",
    name: "BadRequest",
    message: "Failed to add Kubernetes Auth to already configured identity",
  },
  "kubernetes_auth.namespace_not_allowed": {
    kind: "unauthenticated",
    name: "UnauthorizedError",
    message: "Access denied: K8s namespace not allowed.",
  },
  "kubernetes_auth.name_not_allowed": {
    kind: "unauthenticated",
    name: "UnauthorizedError",
    message: "Access denied: K8s name not allowed.",
  },
  "kubernetes_auth.audience_not_allowed": {
    kind: "unauthenticated",
    name: "UnauthorizedError",
    message: "Access denied: K8s audience not allowed.",
  },
  "kubernetes_auth.service_account_uid_not_allowed": {
    kind: "unauthenticated",
    name: "UnauthorizedError",
    message: "Access denied: K8s service account UID not allowed.",
  },
  "kubernetes_auth.pod_binding_required": {
    kind: "unauthenticated",
    name: "UnauthorizedError",
    message: "Access denied: K8s token is not bound to a pod.",
  },
  "kubernetes_auth.jwt_too_old": {
    kind: "unauthenticated",
    name: "UnauthorizedError",
    message: "Access denied: K8s token is too old.",
  },
  "kubernetes_auth.review_unavailable": {
    kind: "unavailable",
    name: "TokenReviewUnavailable",
    message: "The Kubernetes API server could not review the token. An administrator can see why by the request id.",
  },
  "kubernetes_connection.busy": {
    kind: "unavailable",
    name: "ServiceUnavailable",
    message: `This API server is being checked already${WHEN_AGAIN.inAMoment}`,
  },
  "universal_auth.not_found": { kind: "not_found", name: "NotFound", message: "This identity has no Universal Auth" },
  "universal_auth.already_attached": {
    kind: "conflict",
    name: "BadRequest",
    message: "Failed to add Universal Auth to already configured identity",
  },
  "universal_auth.invalid_credentials": {
    kind: "unauthenticated",
    name: "UnauthorizedError",
    message: "Invalid credentials",
  },
  "client_secret.not_found": { kind: "not_found", name: "NotFound", message: "Client secret not found" },
  "token_auth.not_found": { kind: "not_found", name: "NotFound", message: "This identity has no Token Auth" },
  "token_auth.already_attached": {
    kind: "conflict",
    name: "BadRequest",
    message: "Failed to add Token Auth to already configured identity",
  },
  "login_attempt.not_found": { kind: "not_found", name: "NotFound", message: "Login attempt not found" },
} as const satisfies ErrorsOf<
  | "identity"
  | "kubernetes_auth"
  | "kubernetes_connection"
  | "universal_auth"
  | "client_secret"
  | "token_auth"
  | "login_attempt"
>;
