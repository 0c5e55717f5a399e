import { ERROR_CATALOG, type ErrorCode, type FieldIssue, HTTP_STATUS_OF_KIND } from "@podpass/contracts";
import { AppError, invalidRequest } from "@podpass/core";
import { ZodError, z } from "zod";

/** What a client is told of an error, whichever adapter tells it. */
export interface ErrorAnswer {
  code: ErrorCode;
  statusCode: number;
  name: string;
  message: string;
  issues: FieldIssue[] | undefined;
  retryAfterSeconds: number | undefined;
}

/**
 * Database errors that mean "not now", as Prisma, PostgreSQL and sockets code them: connection refused, lost or timed
 * out, pool or transaction timeout, server starting, stopping or full, disk or memory full; a transaction that was ended
 * because it waited in a circle with others, or could not be put in an order with them.
 */
const UNAVAILABLE_CODES = new Set([
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  "P2028",
  "P2034",
  "P2037",
  "ECONNREFUSED",
  "ECONNRESET",
  "ETIMEDOUT",
  "40001",
  "40P01",
  "53100",
  "53200",
  "53300",
  "57P01",
  "57P02",
  "57P03",
]);

/** The same as Prisma's driver adapter names them; around a raw query it is all that Prisma's own error holds. */
const UNAVAILABLE_KINDS = new Set([
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TooManyConnections",
  "TransactionWriteConflict",
]);

/** The same in the words of `pg`, whose errors of this kind have no code. */
const UNAVAILABLE_MESSAGES =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed)/;

/** Turns anything thrown into what may be said of it. What is not ours to say becomes "Something went wrong". */
export function toErrorAnswer(error: unknown): ErrorAnswer {
  const appError = toAppError(error);
  const { kind, name } = ERROR_CATALOG[appError.code];
  return {
    code: appError.code,
    statusCode: HTTP_STATUS_OF_KIND[kind],
    name,
    message: appError.message,
    issues: appError.issues,
    retryAfterSeconds: appError.retryAfterSeconds,
  };
}

/** The envelope of our own API. */
export function toErrorBody(reqId: string, { statusCode, message, name, issues }: ErrorAnswer) {
  return { reqId, statusCode, message, error: name, ...(issues ? { details: issues } : {}) };
}

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ZodError) return invalidRequest(error);
  if (isUnavailable(error)) return new AppError("server.unavailable", { cause: error, retryAfterSeconds: 1 });
  return new AppError("server.internal", { cause: error });
}

function isUnavailable(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, kind, originalCode, message, meta, cause } = Facts.parse(error);
  if ([code, originalCode].some((given) => given !== undefined && UNAVAILABLE_CODES.has(given))) return true;
  if (kind !== undefined && UNAVAILABLE_KINDS.has(kind)) return true;
  if (message !== undefined && UNAVAILABLE_MESSAGES.test(message)) return true;
  return isUnavailable(meta?.driverAdapterError) || isUnavailable(cause);
}

/** What errors of the database's layers tell of themselves; anything else is left out. */
const Facts = z.object({
  code: z.string().optional().catch(undefined),
  kind: z.string().optional().catch(undefined),
  originalCode: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  meta: z.object({ driverAdapterError: z.unknown().optional() }).optional().catch(undefined),
  cause: z.unknown().optional(),
});
