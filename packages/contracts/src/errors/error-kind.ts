/** What went wrong, in the few ways a caller can react to. Each adapter maps every kind to its own status. */
export type ErrorKind =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "rate_limited"
  | "unavailable"
  | "internal";

/**
 * HTTP status of each kind. A conflict is 400 and not 409: the clients of Infisical's API, which this server answers
 * unmodified, are told of duplicates with 400.
 */
export const HTTP_STATUS_OF_KIND = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 400,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
} as const satisfies Record<ErrorKind, number>;
