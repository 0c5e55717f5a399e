import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { Readable } from "node:stream";

export interface FetchInit {
  method: string;
  headers: Record<string, string>;
  body?: string;
  signal: AbortSignal;
  /** A redirect is returned as it is: what is sent goes to the address it is meant for, and no other. */
  redirect: "manual";
}

/** The part of the Fetch standard this package needs; the global `fetch` is one. */
export type Fetch = (url: URL, init: FetchInit) => Promise<Response>;

export interface FetchOptions {
  /** PEM of the CA the server's certificate must lead to, instead of the system's. */
  caCertificate?: string;
}

/**
 * A fetch over Node's own modules, with connections that stay open and a CA of your own, which the global one cannot be
 * given. Follows no redirects. TLS is always verified.
 */
export function createFetch({ caCertificate }: FetchOptions = {}): Fetch {
  const httpAgent = new HttpAgent({ keepAlive: true });
  const httpsAgent = new HttpsAgent({ keepAlive: true, ...(caCertificate === undefined ? {} : { ca: caCertificate }) });
  return (url, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const isTls = url.protocol === "https:";
      const send = isTls ? httpsRequest : httpRequest;
      const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
      const request = send(url, {
        method,
        headers: { ...headers, ...length },
        agent: isTls ? httpsAgent : httpAgent,
        signal,
      });
      request.once("response", (message) => resolve(toResponse(message)));
      request.on("error", reject);
      request.end(body);
    });
}

const WITHOUT_BODY = new Set([204, 205, 304]);

function toResponse(message: IncomingMessage): Response {
  const status = message.statusCode ?? 0;
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  if (WITHOUT_BODY.has(status)) {
    message.resume();
    return new Response(null, { status, headers });
  }
  // Node's type of a web stream is not the one `Response` names, though it is the same class.
  return new Response(Readable.toWeb(message) as ReadableStream, { status, headers });
}
