import { AppError } from "@podpass/core";
import type { FastifyBaseLogger } from "fastify";
import type { ErrorAnswer } from "./error-answer.ts";

/**
 * Writes down an error that was answered, whichever adapter answered it: a fault of ours whole, anything else by its code
 * and the reason that the client is not told. A caller who is not known yet, or asks for what is not there, is everyday.
 */
export function logError(log: FastifyBaseLogger, { code, statusCode, message }: ErrorAnswer, error: unknown): void {
  const reason = error instanceof AppError ? error.reason : undefined;
  const fields = { code, statusCode, ...(reason ? { reason } : {}) };
  if (statusCode >= 500) log.error({ ...fields, err: error }, message);
  else if (statusCode === 401 || statusCode === 404) log.info(fields, message);
  else log.warn(fields, message);
}
