import type { ErrorKind } from "./error-kind.ts";

interface ErrorDefinition {
  readonly kind: ErrorKind;
  /** The `error` member of the REST envelope; clients match on it. */
  readonly name: string;
  /** The only sentence a client ever sees for this code. */
  readonly message: string;
}

/** Every error a client can receive. Codes are stable; a code is `<noun>.<what happened>`. */
export const ERROR_CATALOG = {
  "request.invalid": { kind: "invalid", name: "ValidationFailure", message: "The request is invalid" },
  "request.not_found": { kind: "not_found", name: "NotFound", message: "There is no such route" },
  "request.rate_limited": {
    kind: "rate_limited",
    name: "RateLimitExceeded",
    message: "Rate limit exceeded. Please try again later",
  },
  "request.cross_site": {
    kind: "forbidden",
    name: "ForbiddenError",
    message: "This request came from another site and was refused",
  },
  "server.internal": { kind: "internal", name: "InternalServerError", message: "Something went wrong" },
  "server.unavailable": {
    kind: "unavailable",
    name: "ServiceUnavailable",
    message: "The service is temporarily unavailable. Please try again",
  },

  "auth.token_missing": { kind: "unauthenticated", name: "UnauthorizedError", message: "Token missing" },
  "auth.signed_out": { kind: "unauthenticated", name: "UnauthorizedError", message: "Please sign in" },
  "auth.sign_in_refused": {
    kind: "unauthenticated",
    name: "UnauthorizedError",
    message:
      "E-mail or password is wrong, or there were too many attempts. After ten wrong ones wait 15 minutes, or ask an administrator",
  },
  "auth.too_many_attempts": {
    kind: "rate_limited",
    name: "RateLimitExceeded",
    message: "Too many attempts from this address. Wait 15 minutes and try again",
  },
  "auth.oidc_refused": {
    kind: "unauthenticated",
    name: "UnauthorizedError",
    message: "The sign-in service did not let you in here",
  },
  "auth.challenge_over": {
    kind: "unauthenticated",
    name: "UnauthorizedError",
    message: "This sign-in took too long. Start over",
  },
  "auth.second_factor_refused": {
    kind: "unauthenticated",
    name: "UnauthorizedError",
    message:
      "The code is not right, was used before, or there were too many attempts. After ten wrong ones wait 15 minutes, or ask an administrator",
  },
  "auth.no_organization": {
    kind: "forbidden",
    name: "ForbiddenError",
    message: "No organization lets you in. Ask an administrator to invite or to reactivate you",
  },
  "auth.login_refused": { kind: "unauthenticated", name: "UnauthorizedError", message: "Login refused" },
  "auth.permission_denied": {
    kind: "forbidden",
    name: "PermissionDenied",
    message: "You are not allowed to do this",
  },
  "auth.privilege_boundary": {
    kind: "forbidden",
    name: "PermissionBoundaryError",
    message: "You cannot grant or change more than you hold yourself",
  },
  "auth.ip_not_trusted": {
    kind: "forbidden",
    name: "ForbiddenError",
    message: "You are not allowed to access this resource from the current IP address",
  },

  "access_token.invalid": {
    kind: "unauthenticated",
    name: "TokenError",
    message: "The provided access token is malformed. Please use a valid token or generate a new one and try again.",
  },
  "access_token.expired": {
    kind: "unauthenticated",
    name: "TokenError",
    message: "Your token has expired. Please re-authenticate.",
  },
  "access_token.revoked": {
    kind: "unauthenticated",
    name: "TokenError",
    message: "Failed to authorize: token has been revoked",
  },
  "access_token.used_up": {
    kind: "unauthenticated",
    name: "TokenError",
    message: "Failed to authorize: token usage limit reached",
  },
  "access_token.max_ttl_reached": {
    kind: "unauthenticated",
    name: "TokenError",
    message: "Cannot renew: identity access token has reached its max TTL",
  },
  "access_token.not_found": { kind: "not_found", name: "NotFound", message: "Access token not found" },

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
    message: "This API server is being checked already. Please try again in a moment",
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
  "token_auth.not_found": { kind: "not_found", name: "NotFound", message: "This identity has no Token Auth" },
  "token_auth.already_attached": {
    kind: "conflict",
    name: "BadRequest",
    message: "Failed to add Token Auth to already configured identity",
  },
  "client_secret.not_found": { kind: "not_found", name: "NotFound", message: "Client secret not found" },

  "account.not_found": { kind: "not_found", name: "NotFound", message: "This account does not exist" },
  "account.has_no_password": {
    kind: "conflict",
    name: "BadRequest",
    message: "This account has no password: it signs in elsewhere",
  },

  "second_factor.already_enabled": {
    kind: "conflict",
    name: "BadRequest",
    message: "Two-factor authentication is enabled already",
  },
  "second_factor.not_found": { kind: "not_found", name: "NotFound", message: "This account has no second factor" },
  "password_reset.mail_off": {
    kind: "conflict",
    name: "BadRequest",
    message: "This server sends no mail. Ask whoever runs it for a link",
  },
  "password_reset.over": {
    kind: "conflict",
    name: "BadRequest",
    message: "This link was used already, was replaced by a newer one, or is older than an hour. Ask for another",
  },

  "setup.already_done": {
    kind: "conflict",
    name: "BadRequest",
    message: "This instance has already been set up",
  },
  "organization.not_found": { kind: "not_found", name: "NotFound", message: "Organization not found" },
  "organization.slug_taken": { kind: "conflict", name: "BadRequest", message: "This slug is not available" },
  "member.already_exists": { kind: "conflict", name: "BadRequest", message: "This person is a member already" },
  "invitation.not_found": { kind: "not_found", name: "NotFound", message: "Invitation not found" },
  "invitation.not_valid": {
    kind: "not_found",
    name: "NotFound",
    message: "This invitation is not valid: it was used or withdrawn, or its time is over. Ask for a new one",
  },
  "invitation.already_exists": {
    kind: "conflict",
    name: "BadRequest",
    message: "This address is invited already. Make a new link for that invitation, or withdraw it",
  },
  "invitation.sign_in_first": {
    kind: "conflict",
    name: "BadRequest",
    message: "This address has an account here. Sign in with it to accept the invitation",
  },
  "invitation.other_address": {
    kind: "forbidden",
    name: "ForbiddenError",
    message: "This invitation is for another address. Sign in with the one it was made for",
  },
  "member.not_found": { kind: "not_found", name: "NotFound", message: "User is not a member of this organization" },
  "member.last_admin": {
    kind: "conflict",
    name: "BadRequest",
    message: "An organization needs an active administrator for good. Make somebody else one first",
  },
  "member.own": {
    kind: "conflict",
    name: "BadRequest",
    message: "You can't deactivate or remove yourself. Leave the organization instead",
  },
  "member.own_access": {
    kind: "conflict",
    name: "BadRequest",
    message: "You can't do this for yourself. Your account page has what is yours; otherwise ask another administrator",
  },
  "member.elsewhere": {
    kind: "forbidden",
    name: "ForbiddenError",
    message:
      "This person belongs to another organization too, which you do not administer. Ask whoever runs this server to do it",
  },
  "audit.event_not_found": { kind: "not_found", name: "NotFound", message: "Audit event not found" },
  "login_attempt.not_found": { kind: "not_found", name: "NotFound", message: "Login attempt not found" },
  "identity.not_found": { kind: "not_found", name: "NotFound", message: "Identity not found" },
  "identity.delete_protected": {
    kind: "conflict",
    name: "BadRequest",
    message: "Identity has delete protection. Turn it off first",
  },
  "role.not_found": { kind: "not_found", name: "NotFound", message: "Role not found" },
  "role.slug_taken": { kind: "conflict", name: "BadRequest", message: "A role with this slug already exists" },
  "role.changed_meanwhile": {
    kind: "conflict",
    name: "BadRequest",
    message: "The role was changed by somebody else meanwhile. Reload and try again",
  },
  "role.in_use": {
    kind: "conflict",
    name: "BadRequest",
    message: "The role is held by somebody. Take it from them first",
  },
  "project.not_found": { kind: "not_found", name: "NotFound", message: "Project not found" },
  "project.slug_taken": {
    kind: "conflict",
    name: "BadRequest",
    message: "A project with this slug already exists",
  },
  "project.delete_protected": {
    kind: "conflict",
    name: "BadRequest",
    message: "Project has delete protection. Turn it off first",
  },
  "environment.not_found": { kind: "not_found", name: "NotFound", message: "Environment not found" },
  "environment.slug_taken": {
    kind: "conflict",
    name: "BadRequest",
    message: "An environment with this slug already exists in the project",
  },
  "folder.not_found": { kind: "not_found", name: "NotFound", message: "Folder not found" },
  "folder.name_taken": {
    kind: "conflict",
    name: "BadRequest",
    message: "A folder with this name already exists in this path",
  },
  "folder.is_root": {
    kind: "conflict",
    name: "BadRequest",
    message: "The root folder can be neither renamed nor deleted",
  },
  "tag.not_found": { kind: "not_found", name: "NotFound", message: "Tag not found" },
  "tag.slug_taken": {
    kind: "conflict",
    name: "BadRequest",
    message: "A tag with this slug already exists in the project",
  },
  "secret_import.not_found": { kind: "not_found", name: "NotFound", message: "Secret import not found" },
  "secret_import.already_exists": {
    kind: "conflict",
    name: "BadRequest",
    message: "The folder already imports this one",
  },
  "secret_import.cycle": {
    kind: "conflict",
    name: "BadRequest",
    message: "The import would lead back to the folder it is made in",
  },
  "secret.references_too_large": {
    kind: "conflict",
    name: "BadRequest",
    message: "The references in these secrets resolve to more than the server hands out at once",
  },
  "secret_override.not_found": {
    kind: "not_found",
    name: "NotFound",
    message: "You have no value of your own for this secret",
  },
  "secret_override.not_a_person": {
    kind: "forbidden",
    name: "PermissionDenied",
    message: "Only people have values of their own",
  },
  "secret.not_found": { kind: "not_found", name: "NotFound", message: "Secret not found" },
  "secret.already_exists": {
    kind: "conflict",
    name: "BadRequest",
    message: "Secret already exists",
  },
  "secret.changed_meanwhile": {
    kind: "conflict",
    name: "BadRequest",
    message: "The secret was changed by somebody else meanwhile. Reload and try again",
  },
  "event_subscription.too_many": {
    kind: "rate_limited",
    name: "RateLimitExceeded",
    message: "Too many event subscriptions are open. Close one, or try again later",
  },
  "event_subscription.missed": {
    kind: "unavailable",
    name: "ServiceUnavailable",
    message: "Events may have been missed. Read the secrets again, and subscribe anew",
  },
  "project_membership.not_found": {
    kind: "not_found",
    name: "NotFound",
    message: "The identity is not a member of this project",
  },
  "project_membership.already_exists": {
    kind: "conflict",
    name: "BadRequest",
    message: "Identity is already a member",
  },
  "project_membership.own": {
    kind: "conflict",
    name: "BadRequest",
    message: "You can't delete your own membership",
  },
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof ERROR_CATALOG;

/** One broken rule of one field. `path` is the field as the caller named it, dotted for nested ones. */
export interface FieldIssue {
  path: string;
  message: string;
}
