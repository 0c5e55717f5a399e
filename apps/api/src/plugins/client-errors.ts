import type { FastifyInstance, FastifyServerOptions } from "fastify";
import { asGet } from "../rest/vault/list-verb.ts";

type ClientErrorHandler = NonNullable<FastifyServerOptions["clientErrorHandler"]>;
type ConnectionError = Parameters<ClientErrorHandler>[0];

const STATUS_OF_CODE: Record<string, string> = {
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
};

/** Answers what the HTTP parser did not understand, but for Vault's LIST, which is served. */
export function answerClientErrors(app: () => FastifyInstance): ClientErrorHandler {
  return (error: ConnectionError, socket) => {
    // Reset by the client: nobody is there to be answered.
    if (error.code === "ECONNRESET" || socket.destroyed) return;
    const connection = asGet(error, socket);
    if (connection) {
      app().server.emit("connection", connection);
      return;
    }
    const status = STATUS_OF_CODE[error.code] ?? "400 Bad Request";
    const [statusCode, ...words] = status.split(" ");
    const body = JSON.stringify({ statusCode: Number(statusCode), message: words.join(" "), error: "BadRequest" });
    const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}`;
    if (socket.writable) socket.write(`${head}\r\nconnection: close\r\n\r\n${body}`);
    socket.destroy(error);
  };
}
