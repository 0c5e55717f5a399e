import type { Clock } from "./clock.ts";
import { errorOf, PodpassError, RateLimitedError, UnavailableError } from "./errors.ts";
import type { Fetch } from "./fetch.ts";
import { parseJson, readText } from "./read-answer.ts";

const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 30_000;
/** 500 is not among them: what failed inside the server would fail again. */
const PASSING_STATUSES = new Set([0, 429, 502, 503, 504]);
/** With these the server says that it did nothing. */
const UNTOUCHED_STATUSES = new Set([429, 503]);

export interface ApiRequest {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  query?: Record<string, string | undefined>;
  body?: Record<string, unknown>;
  headers?: Record<string, string>;
  /** Whether sending it twice does the same as once. If not, it is repeated only if the server did nothing. */
  isRepeatable: boolean;
  signal?: AbortSignal | undefined;
}

export interface ApiAnswer {
  status: number;
  headers: Headers;
  /** The parsed body; undefined when there is none. */
  body: unknown;
}

export interface HttpOptions {
  url: URL;
  fetch: Fetch;
  clock: Clock;
  /** 0 to 1, as `Math.random`. */
  random: () => number;
  timeoutMs: number;
  /** How many times a request is repeated at most. */
  retries: number;
}

/** Requests to one server: with a timeout each, and repeated with growing pauses where that may help. */
export class Http {
  readonly #options: HttpOptions;

  constructor(options: HttpOptions) {
    this.#options = options;
  }

  /** @throws PodpassError for every answer that is neither 2xx nor 304, and when no answer comes. */
  async send(request: ApiRequest): Promise<ApiAnswer> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#sendOnce(request);
      } catch (error) {
        const delayMs = this.#delayBeforeRetry(error, request, attempt);
        if (delayMs === null) throw error;
        await this.#options.clock.sleep(delayMs, request.signal);
      }
    }
  }

  /** Opens a stream. The timeout covers only the wait for its headers; the caller's signal ends it. */
  async open({ method, path, body, headers = {} }: Omit<ApiRequest, "isRepeatable">, signal: AbortSignal) {
    const beginning = new AbortController();
    const timer = setTimeout(() => beginning.abort(), this.#options.timeoutMs);
    try {
      const response = await this.#options.fetch(new URL(path, this.#options.url), {
        method,
        headers: { ...headers, ...jsonHeaders(body) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.any([signal, beginning.signal]),
        redirect: "manual",
      });
      if (response.ok) return response;
      throw await this.#errorOf(response);
    } catch (error) {
      signal.throwIfAborted();
      throw toPodpassError(error, beginning.signal.aborted);
    } finally {
      clearTimeout(timer);
    }
  }

  async #sendOnce({ method, path, query = {}, body, headers = {}, signal }: ApiRequest): Promise<ApiAnswer> {
    const url = new URL(path, this.#options.url);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
    const timeout = AbortSignal.timeout(this.#options.timeoutMs);
    try {
      const response = await this.#options.fetch(url, {
        method,
        headers: { accept: "application/json", ...headers, ...jsonHeaders(body) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        redirect: "manual",
      });
      if (response.status === 304) return { status: 304, headers: response.headers, body: undefined };
      if (!response.ok) throw await this.#errorOf(response);
      return { status: response.status, headers: response.headers, body: parseJson(await readText(response)) };
    } catch (error) {
      signal?.throwIfAborted();
      throw toPodpassError(error, timeout.aborted);
    }
  }

  async #errorOf(response: Response): Promise<PodpassError> {
    const body = parseJson(await readText(response));
    return errorOf(response.status, response.headers, body, this.#options.clock.now());
  }

  /** Null when the request is not repeated. */
  #delayBeforeRetry(error: unknown, { isRepeatable }: ApiRequest, attempt: number): number | null {
    if (!(error instanceof UnavailableError || error instanceof RateLimitedError)) return null;
    const mayRepeat = isRepeatable ? PASSING_STATUSES : UNTOUCHED_STATUSES;
    if (attempt >= this.#options.retries || !mayRepeat.has(error.status)) return null;
    // Between half and all of a pause that doubles, so that many clients do not come back at one moment.
    const pauseMs = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt) * (0.5 + this.#options.random() / 2);
    const askedMs = (error.retryAfterSeconds ?? 0) * 1000;
    return askedMs > MAX_DELAY_MS ? null : Math.max(pauseMs, askedMs);
  }
}

function jsonHeaders(body: unknown): Record<string, string> {
  return body === undefined ? {} : { "content-type": "application/json" };
}

/** Why no answer came, with nothing of the request in it. */
function toPodpassError(error: unknown, isTimeout: boolean): PodpassError {
  if (error instanceof PodpassError) return error;
  const why = isTimeout ? "did not answer in time" : `could not be reached: ${reasonOf(error)}`;
  return new UnavailableError(`Podpass ${why}`, { status: 0, cause: error });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  const { code } = Object(error.cause ?? error);
  return typeof code === "string" ? code : error.message;
}
