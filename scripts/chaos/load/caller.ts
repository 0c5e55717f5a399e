import { setTimeout as delay } from "node:timers/promises";
import { Client } from "undici";
import { z } from "zod";
import type { Ledger, Operation, Outcome } from "./ledger.ts";

/** What a client sends. */
export interface CallRequest {
  method: "GET" | "POST" | "PATCH";
  path: string;
  token?: string;
  body?: unknown;
}

export interface CallResult {
  outcome: Outcome;
  /** Null unless the answer was JSON. */
  body: unknown;
}

/** So long a client waits after it was not served, as real ones do. */
const PAUSE_MS = 50;
/** Above everything the server itself waits for. */
const TIMEOUT_MS = 40_000;

/** The one shape in which every client reads an error. */
const Envelope = z.object({
  reqId: z.string().min(1),
  statusCode: z.int(),
  message: z.string().min(1),
  error: z.string().min(1),
});

/** One client: one connection that stays open, one request at a time, all of them written down. */
export class Caller {
  readonly #client: Client;
  readonly #ledger: Ledger;

  constructor(url: string, ledger: Ledger) {
    this.#client = new Client(url, { pipelining: 1, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS });
    this.#ledger = ledger;
  }

  async call(operation: Operation, { method, path, token, body }: CallRequest): Promise<CallResult> {
    const sentAtMs = Date.now();
    const result = await this.#send({ method, path, token, body });
    const entry = { operation, outcome: result.outcome, sentAtMs, endedAtMs: Date.now() };
    const isMalformed = isFault(result.outcome) && !Envelope.safeParse(result.body).success;
    this.#ledger.entries.push(isMalformed ? { ...entry, malformed: JSON.stringify(result.body) } : entry);
    if (!isServed(result.outcome)) await delay(PAUSE_MS);
    return result;
  }

  close(): Promise<void> {
    return this.#client.destroy();
  }

  async #send({ method, path, token, body }: CallRequest): Promise<CallResult> {
    try {
      const answer = await this.#client.request({
        method,
        path,
        headers: {
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: body === undefined ? null : JSON.stringify(body),
      });
      return { outcome: answer.statusCode, body: parseJson(await answer.body.text()) };
    } catch (error) {
      return { outcome: isNeverTaken(error) ? "refused" : "unanswered", body: null };
    }
  }
}

/** Whether the request was answered by a server that was able to. */
export function isServed(outcome: Outcome): outcome is number {
  return typeof outcome === "number" && outcome < 500;
}

/** Whether it may have happened although it was not acknowledged. */
export function isUncertain(outcome: Outcome): boolean {
  return outcome === "unanswered" || isFault(outcome);
}

function isFault(outcome: Outcome): boolean {
  return typeof outcome === "number" && outcome >= 500;
}

function isNeverTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ECONNREFUSED";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
