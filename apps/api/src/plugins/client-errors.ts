import { STATUS_CODES } from "node:http";
import type { ErrorCode } from "@podpass/contracts";
import { AppError } from "@podpass/core";
import type { FastifyInstance, FastifyServerOptions } from "fastify";
import { asGet } from "../rest/vault/list-verb.ts";
import { type ErrorAnswer, toErrorAnswer, toErrorBody } from "./error-answer.ts";
import { logError } from "./log-error.ts";

type ClientErrorHandler = NonNullable<FastifyServerOptions["clientErrorHandler"]>;
type ConnectionError = Parameters<ClientErrorHandler>[0];

/** What Node's parser tells apart, with the statuses that HTTP has for it: RFC 9110 section 15.5.9, RFC 6585 section 5. */
const REFUSALS: Readonly<Record<string, { code: ErrorCode; statusCode: number }>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { code: "request.timed_out", statusCode: 408 },
  HPE_HEADER_OVERFLOW: { code: "request.headers_too_large", statusCode: 431 },
};
const UNREADABLE = { code: "request.unreadable", statusCode: 400 } as const;

/**
 * Answers what the HTTP parser did not understand, but for Vault's LIST, which is served. Nothing of the framework runs
 * for it: the answer is written as any other error is, by hand.
 */
export function answerClientErrors(app: () => FastifyInstance, nextRequestId: () => string): ClientErrorHandler {
  return (error: ConnectionError, socket) => {
    // Reset by the client: nobody is there to be answered.
    if (error.code === "ECONNRESET" || socket.destroyed) return;
    const connection = asGet(error, socket);
    if (connection) {
      app().server.emit("connection", connection);
      return;
    }
    const reqId = nextRequestId();
    const { code, statusCode } = REFUSALS[error.code] ?? UNREADABLE;
    const refused = new AppError(code, { reason: error.code });
    const answer = { ...toErrorAnswer(refused), statusCode };
    logError(app().log.child({ reqId }), answer, refused);
    if (socket.writable) socket.write(toHttp(answer, reqId, app().securityHeaders));
    socket.destroy(error);
  };
}

function toHttp(answer: ErrorAnswer, reqId: string, securityHeaders: Readonly<Record<string, string>>): string {
  const body = JSON.stringify(toErrorBody(reqId, answer));
  const headers = {
    ...securityHeaders,
    "x-request-id": reqId,
    "cache-control": "no-store",
    "content-type": "application/json; charset=utf-8",
    "content-length": String(Buffer.byteLength(body)),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${answer.statusCode} ${STATUS_CODES[answer.statusCode]}`, ...lines, "", body].join("\r\n");
}
