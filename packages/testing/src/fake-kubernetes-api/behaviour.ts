import { type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Answer } from "./status.ts";
import type { TokenReview, TokenReviewAnswer } from "./token-review.ts";

/** How an API server, or something in its place, can misbehave. */
export type FakeBehaviour =
  /** Sends this answer; `content-type` is application/json unless `headers` says otherwise. */
  | { kind: "raw"; status: number; headers?: Record<string, string>; body: string }
  /** Sends these bytes, one for each character, past HTTP, and ends the connection. */
  | { kind: "bytes"; latin1: string }
  /** Takes the request and never answers. */
  | { kind: "hang" }
  /** Sends the normal answer's headers, then nothing. */
  | { kind: "hang-body" }
  /** Announces twice the body it sends, then cuts the connection. */
  | { kind: "truncate" }
  /** A body in chunks that never ends, as fast as it is read. */
  | { kind: "endless-body" }
  /** The normal answer, headers and all, one byte every `everyMs` (default 20). */
  | { kind: "drip"; everyMs?: number }
  | { kind: "redirect"; status: 301 | 302 | 303 | 307 | 308; location: string }
  /** Cuts the connection with a TCP reset. */
  | { kind: "reset" }
  /** The normal answer, `ms` milliseconds late. */
  | { kind: "delay"; ms: number }
  /**
   * Answers 201 with what `review` makes of the normal review. It touches TokenReviews only: a refusal (401, 403)
   * stays as it is, and a request for anything else is answered normally and leaves the behaviour for the next one.
   */
  | { kind: "review"; review: (normal: TokenReview) => unknown };

export interface Exchange {
  response: ServerResponse;
  normal: TokenReviewAnswer;
  /** The TCP connection under TLS: only it can be reset. */
  tcpSocket: Socket;
  /** Aborts when the exchange is over or the server closes. */
  signal: AbortSignal;
}

/** Sends an answer whole, with its length in bytes. */
export function sendAnswer(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);
}

/** Plays one behaviour on one exchange. Resolves when nothing is left to send, at the latest when `signal` aborts. */
export async function playBehaviour(behaviour: FakeBehaviour, exchange: Exchange): Promise<void> {
  const { response, normal, tcpSocket, signal } = exchange;
  switch (behaviour.kind) {
    case "raw": {
      const headers = { "content-type": "application/json", ...lowerCaseKeys(behaviour.headers ?? {}) };
      return sendAnswer(response, { ...behaviour, headers });
    }
    case "bytes":
      response.socket?.end(Buffer.from(behaviour.latin1, "latin1"));
      return;
    case "hang":
      return;
    case "hang-body":
      response.writeHead(normal.status, { ...normal.headers, "content-length": Buffer.byteLength(normal.body) });
      return response.flushHeaders();
    case "truncate":
      response.writeHead(normal.status, { ...normal.headers, "content-length": 2 * Buffer.byteLength(normal.body) });
      response.write(normal.body, () => response.destroy());
      return;
    case "endless-body":
      return sendEndlessly(exchange);
    case "drip":
      return drip(exchange, behaviour.everyMs ?? 20);
    case "redirect":
      return sendAnswer(response, { status: behaviour.status, headers: { location: behaviour.location }, body: "" });
    case "reset":
      tcpSocket.resetAndDestroy();
      return;
    case "delay":
      await delay(behaviour.ms, undefined, { signal }).catch(ignoreAbort);
      return signal.aborted ? undefined : sendAnswer(response, normal);
    case "review": {
      const review = normal.review;
      const body = review ? (JSON.stringify(behaviour.review(review)) ?? "") : normal.body;
      return sendAnswer(response, { ...normal, body });
    }
    default:
      return behaviour satisfies never;
  }
}

function sendEndlessly({ response, normal }: Exchange): void {
  const chunk = "x".repeat(65_536);
  const pour = () => {
    while (!response.destroyed && response.write(chunk)) {
      // Goes on until the connection pushes back; "drain" then continues.
    }
  };
  response.writeHead(normal.status, normal.headers).on("drain", pour);
  response.write('{"kind":"TokenReview","padding":"');
  pour();
}

async function drip({ response, normal, signal }: Exchange, everyMs: number): Promise<void> {
  const headers = { ...normal.headers, "content-length": String(Buffer.byteLength(normal.body)), connection: "close" };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const statusLine = `HTTP/1.1 ${normal.status} ${STATUS_CODES[normal.status]}`;
  const message = Buffer.from(`${statusLine}\r\n${lines.join("")}\r\n${normal.body}`);
  for (const byte of message) {
    // Past node:http, which would send the headers in one piece.
    response.socket?.write(Buffer.of(byte));
    await delay(everyMs, undefined, { signal }).catch(ignoreAbort);
    if (signal.aborted) return;
  }
  response.socket?.end();
}

function lowerCaseKeys(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error && error.name === "AbortError")) throw error;
}
