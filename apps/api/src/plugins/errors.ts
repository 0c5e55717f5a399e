import { AppError } from "@podpass/core";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from "fastify-type-provider-zod";
import { noSuchRoute } from "../rest/unsupported.ts";
import { type ErrorAnswer, toErrorAnswer, toErrorBody } from "./error-answer.ts";
import { logError } from "./log-error.ts";

/**
 * The one place an error becomes an answer: `{reqId, statusCode, message, error, details?}`, `message` always a
 * sentence, `details` the broken fields. What went wrong inside goes to the log under the request id.
 */
export const errors = fp(async (app) => {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const answer = answerTo(error, request);
    if (answer.retryAfterSeconds !== undefined) reply.header("retry-after", answer.retryAfterSeconds);
    return sendError(reply, request, answer);
  });
  app.setNotFoundHandler((request, reply) => sendError(reply, request, toErrorAnswer(noSuchRoute(request.url))));
});

/** The answer to an error, for whichever envelope; the error itself goes to the log. */
export function answerTo(error: FastifyError, request: FastifyRequest): ErrorAnswer {
  const known = toErrorAnswer(readFrameworkError(error, request));
  const answer = { ...known, statusCode: clientStatusOf(error) ?? known.statusCode };
  logError(request.log, answer, error);
  return answer;
}

/** Writes the answer in our own envelope. */
export function sendError(reply: FastifyReply, request: FastifyRequest, answer: ErrorAnswer): FastifyReply {
  const { statusCode } = answer;
  if (statusCode === 401) reply.header("www-authenticate", "Bearer");
  // The body is written here, past any route's response schema, so that it is the same for every route.
  return reply
    .code(statusCode)
    .header("cache-control", "no-store")
    .type("application/json; charset=utf-8")
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(toErrorBody(request.id, answer));
}

/** What the framework itself refuses, put in the words of the catalog. */
function readFrameworkError(error: FastifyError, request: FastifyRequest): unknown {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issues = error.validation.map((issue) => ({
      path: issue.instancePath.replace(/^\//, "").replaceAll("/", "."),
      message: issue.message ?? "is invalid",
    }));
    const first = issues[0];
    return new AppError("request.invalid", {
      issues,
      message: first
        ? `${first.path || error.validationContext || "request"}: ${first.message}`
        : "The request is invalid",
    });
  }
  if (isResponseSerializationError(error)) return error;
  if (clientStatusOf(error) === undefined) return error;
  const reason = `${error.code} on ${request.method} ${request.routeOptions.url ?? ""}`;
  return new AppError("request.invalid", { message: sentenceOf(error), reason });
}

/** A status below 500 that the framework chose: malformed JSON, a body too large, an unknown content type. */
function clientStatusOf(error: FastifyError): number | undefined {
  if (!error.code?.startsWith("FST_") || hasZodFastifySchemaValidationErrors(error)) return undefined;
  return error.statusCode !== undefined && error.statusCode < 500 ? error.statusCode : undefined;
}

function sentenceOf(error: FastifyError): string {
  if (error.code === "FST_ERR_BAD_URL") return "The address is not encoded as one (RFC 3986 section 2.1)";
  if (error.code === "FST_ERR_MAX_PARAM_LENGTH") return "A part of the address is too long";
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") return "The request body is too large";
  if (error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return "The content type is not supported";
  return "body: Must be valid JSON";
}
