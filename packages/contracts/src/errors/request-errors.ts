import type { ErrorsOf } from "./error-definition.ts";
import { WHEN_AGAIN } from "./when-again.ts";

/** What is wrong with any request, or with the server. */
export const REQUEST_ERRORS = {
  "request.invalid": { kind: "invalid", name: "ValidationFailure", message: "The request is invalid" },
  "request.not_found": { kind: "not_found", name: "NotFound", message: "There is no such route" },
  "request.unreadable": { kind: "invalid", name: "BadRequest", message: "This is no HTTP that could be read" },
  "request.timed_out": { kind: "invalid", name: "BadRequest", message: "The request did not arrive in time" },
  "request.headers_too_large": { kind: "invalid", name: "BadRequest", message: "The request's headers are too large" },
  "request.rate_limited": {
    kind: "rate_limited",
    name: "RateLimitExceeded",
    message: `Rate limit exceeded${WHEN_AGAIN.later}`,
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
    message: `The service is temporarily unavailable${WHEN_AGAIN.now}`,
  },
} as const satisfies ErrorsOf<"request" | "server">;
