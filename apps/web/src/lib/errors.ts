import { type FieldIssue, withoutWhenAgain } from "@podpass/contracts";
import { z } from "zod";

/** What is told of a failed request, whatever failed: the server, the network or this program. */
export interface ErrorDescription {
  message: string;
  /** A code of the error catalog; absent when the answer did not come from the server. */
  code?: string;
  httpStatus?: number;
  /** What an administrator searches the audit log and the server's log by. */
  requestId?: string;
  /** When what failed may work; the message says it too. */
  retryAfterSeconds?: number;
  issues: FieldIssue[];
}

/** A longer wait is the person's own: the page says so, and does not seem to hang. */
const LONGEST_WAIT_SECONDS = 5;

const ServerErrorData = z.object({
  code: z.string(),
  httpStatus: z.number().optional(),
  requestId: z.string().optional(),
  retryAfterSeconds: z.number().optional(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
const ServerError = z.object({ message: z.string(), data: ServerErrorData });

/** Reads any thrown value. Text of unknown errors is not shown: it is not written for people. */
export function describeError(error: unknown): ErrorDescription {
  const parsed = ServerError.safeParse(error);
  if (parsed.success) {
    const { issues = [], ...data } = parsed.data.data;
    return { message: withRetry(parsed.data.message, data.retryAfterSeconds), ...data, issues };
  }
  if (isMissingCode(error)) {
    return {
      message: "A part of this page could not be loaded: Podpass was updated, or the connection was lost.",
      issues: [],
    };
  }
  if (isNetworkFailure(error)) {
    return { message: "The server could not be reached. Check the connection and try again.", issues: [] };
  }
  return { message: "Something went wrong. Try again, or reload the page.", issues: [] };
}

function withRetry(message: string, seconds: number | undefined): string {
  if (seconds === undefined) return message;
  const [count, unit] = seconds < 100 ? [seconds, "second"] : [Math.ceil(seconds / 60), "minute"];
  return `${withoutWhenAgain(message)}. Try again in ${count} ${unit}${count === 1 ? "" : "s"}`;
}

/**
 * True when a part of this program could not be loaded, as after an upgrade of the server, which no longer has the files
 * of the version before. Browsers remember it: only loading the page anew helps. They differ in their words for it.
 */
export function isMissingCode(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    /dynamically imported module|Importing a module script failed|Unable to preload/i.test(error.message)
  );
}

/** True when the server says that nobody is signed in. */
export function isSignedOut(error: unknown): boolean {
  return describeError(error).httpStatus === 401;
}

/** True when the organization asks for a second factor that the person has not set up. */
export function isSecondFactorMissing(error: unknown): boolean {
  return describeError(error).code === "auth.second_factor_required";
}

/** True when a page shows what somebody has meanwhile changed, renamed or deleted. */
export function isOutdated(error: ErrorDescription | null): boolean {
  return error?.httpStatus === 404 || error?.code?.endsWith(".changed_meanwhile") === true;
}

/** True when a retry may help: the server was not reached, it failed itself, or it asks for a moment's patience. */
export function isRetryable(error: unknown): boolean {
  const { httpStatus, retryAfterSeconds } = describeError(error);
  if (retryAfterSeconds !== undefined) return retryAfterSeconds <= LONGEST_WAIT_SECONDS;
  return httpStatus === undefined || httpStatus >= 500;
}

/** How long to wait before the next try: as long as the server asks, else ever longer. */
export function retryDelayMs(failureCount: number, error: unknown): number {
  const { retryAfterSeconds } = describeError(error);
  return retryAfterSeconds === undefined ? Math.min(1000 * 2 ** failureCount, 30_000) : retryAfterSeconds * 1000;
}

// tRPC wraps what `fetch` throws, a TypeError, as the cause of its own error.
function isNetworkFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error instanceof TypeError || error.cause instanceof TypeError || error.cause instanceof SyntaxError;
}
