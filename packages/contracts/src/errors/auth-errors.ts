import { SIGN_IN_LIMITS } from "../sign-in-limits.ts";
import type { ErrorsOf } from "./error-definition.ts";
import { WHEN_AGAIN } from "./when-again.ts";

const AFTER_LOCK = `After ${SIGN_IN_LIMITS.attemptsInWords} wrong ones wait ${SIGN_IN_LIMITS.lockMinutes} minutes, or ask an administrator`;

/** Who may do what: sign-in, permissions and access tokens. */
export const AUTH_ERRORS = {
  "auth.token_missing": { kind: "unauthenticated", name: "UnauthorizedError", message: "Token missing" },
  "auth.api_key_unsupported": {
    kind: "invalid",
    name: "BadRequest",
    message: "API keys are not supported. Give the client an identity: it logs in and is given an access token",
  },
  "auth.signed_out": { kind: "unauthenticated", name: "UnauthorizedError", message: "Please sign in" },
  "auth.sign_in_refused": {
    kind: "unauthenticated",
    name: "UnauthorizedError",
    message: `E-mail or password is wrong, or there were too many attempts. ${AFTER_LOCK}`,
  },
  "auth.too_many_attempts": {
    kind: "rate_limited",
    name: "RateLimitExceeded",
    message: `Too many attempts from this address${WHEN_AGAIN.afterLock}`,
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
    message: `The code is not right, was used before, or there were too many attempts. ${AFTER_LOCK}`,
  },
  "auth.second_factor_required": {
    kind: "forbidden",
    name: "ForbiddenError",
    message: "This organization requires a second factor. Set one up on your account page",
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
} as const satisfies ErrorsOf<"auth" | "access_token">;
