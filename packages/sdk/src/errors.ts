/** What the server said of a request it refused. No error of this package holds a token or a secret. */
interface ErrorDetails {
  /** HTTP status; 0 when no answer came. */
  status: number;
  /** By which an administrator finds the exact reason. */
  requestId?: string | undefined;
  /** The fields that broke a rule. */
  details?: readonly { path: string; message: string }[];
  /** When trying again may help. */
  retryAfterSeconds?: number | undefined;
  cause?: unknown;
}

/** Every error of this package. Its subclasses are what a caller can react to. */
export class PodpassError extends Error {
  readonly status: number;
  readonly requestId: string | undefined;
  readonly details: readonly { path: string; message: string }[];
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, { status, requestId, details = [], retryAfterSeconds, cause }: ErrorDetails) {
    super(message, cause === undefined ? {} : { cause });
    this.name = new.target.name;
    this.status = status;
    this.requestId = requestId;
    this.details = details;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** 400 and the like: the request breaks a rule; trying again does not help. */
export class InvalidRequestError extends PodpassError {}
/** 401: the login was refused, or the token is no longer valid and logging in again did not help. */
export class UnauthenticatedError extends PodpassError {}
/** 403: known, and not allowed. */
export class ForbiddenError extends PodpassError {}
/** 404: no such secret, folder, environment or project. */
export class NotFoundError extends PodpassError {}
/** 429, also after the retries. */
export class RateLimitedError extends PodpassError {}
/** No answer, one that is cut off, or 5xx: the server or the way to it. */
export class UnavailableError extends PodpassError {}

/** The error for an answer; `body` is whatever came. */
export function errorOf(status: number, headers: Headers, body: unknown, nowMs: number): PodpassError {
  const fields = typeof body === "object" && body !== null ? new Map<string, unknown>(Object.entries(body)) : new Map();
  const message = fields.get("message");
  const requestId = fields.get("reqId") ?? headers.get("x-request-id");
  const details = {
    status,
    requestId: typeof requestId === "string" ? requestId : undefined,
    details: issuesOf(fields.get("details")),
    retryAfterSeconds: retryAfterOf(headers.get("retry-after"), nowMs),
  };
  const sentence = typeof message === "string" ? message : `Podpass answered with status ${status}`;
  return new (classOf(status))(sentence, details);
}

function classOf(status: number): typeof PodpassError {
  if (status === 401) return UnauthenticatedError;
  if (status === 403) return ForbiddenError;
  if (status === 404) return NotFoundError;
  if (status === 429) return RateLimitedError;
  return status >= 500 ? UnavailableError : InvalidRequestError;
}

function issuesOf(given: unknown): { path: string; message: string }[] {
  if (!Array.isArray(given)) return [];
  return given.flatMap((issue: unknown) => {
    const { path, message } = Object(issue);
    return typeof path === "string" && typeof message === "string" ? [{ path, message }] : [];
  });
}

/** Seconds or a date (RFC 9110 section 10.2.3). */
function retryAfterOf(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header);
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? undefined : Math.max(0, (atMs - nowMs) / 1000);
}
