import type { FastifyInstance, FastifyServerOptions } from "fastify";
import { asGet } from "../rest/vault/list-verb.ts";

type ClientErrorHandler = NonNullable<FastifyServerOptions["clientErrorHandler"]>;
type ConnectionError = Parameters<ClientErrorHandler>[0];

const STATUS_OF_CODE: Record<string, string> = {
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
};

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
    const status = STATUS_OF_CODE[error.code] ?? "400 Bad Request";
    app().log.info({ reqId, code: error.code }, status);
    if (socket.writable) socket.write(toHttp(status, reqId, app().securityHeaders));
    socket.destroy(error);
  };
}

function toHttp(status: string, reqId: string, securityHeaders: Readonly<Record<string, string>>): string {
  const [statusCode, ...words] = status.split(" ");
  const body = JSON.stringify({ reqId, statusCode: Number(statusCode), message: words.join(" "), error: "BadRequest" });
  const headers = {
    ...securityHeaders,
    "x-request-id": reqId,
    "cache-control": "no-store",
    "content-type": "application/json; charset=utf-8",
    "content-length": String(body.length),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status}`, ...lines, "", body].join("\r\n");
}
