import { UnauthenticatedError } from "./errors.ts";
import type { ApiAnswer, ApiRequest, Http } from "./http.ts";
import type { Session } from "./session.ts";

/** Requests as whoever is logged in. A token the server no longer takes is replaced once. */
export class Api {
  readonly #http: Http;
  readonly #session: Session;

  constructor(http: Http, session: Session) {
    this.#http = http;
    this.#session = session;
  }

  send(request: ApiRequest): Promise<ApiAnswer> {
    return this.#withToken((headers) => this.#http.send({ ...request, headers: { ...request.headers, ...headers } }));
  }

  /** An answer that goes on until the signal is aborted. */
  open(request: Omit<ApiRequest, "isRepeatable">, signal: AbortSignal): Promise<Response> {
    return this.#withToken((headers) => this.#http.open({ ...request, headers }, signal));
  }

  async #withToken<Result>(send: (headers: Record<string, string>) => Promise<Result>): Promise<Result> {
    const { accessToken } = await this.#session.token();
    try {
      return await send({ authorization: `Bearer ${accessToken}` });
    } catch (error) {
      if (!(error instanceof UnauthenticatedError)) throw error;
      this.#session.drop(accessToken);
      const next = await this.#session.token();
      return send({ authorization: `Bearer ${next.accessToken}` });
    }
  }
}
