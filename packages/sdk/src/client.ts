import { Api } from "./api.ts";
import { type Clock, systemClock } from "./clock.ts";
import { createFetch, type Fetch } from "./fetch.ts";
import { Http } from "./http.ts";
import type { LoginMethod } from "./login-method.ts";
import { type AttachOptions, attachToEnv } from "./process-env.ts";
import type { ListSecretsOptions, Secret } from "./secrets/secret.ts";
import { SecretsApi } from "./secrets/secrets-api.ts";
import { type WatchOptions, watchSecrets } from "./secrets/watch-secrets.ts";
import { type CurrentToken, Session } from "./session.ts";

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_RETRIES = 4;

export interface PodpassClientOptions {
  /** Where Podpass is, for example `https://podpass.example.com`. */
  url: string;
  login: LoginMethod;
  /** PEM of the CA that signed Podpass's certificate. Default: the system's. Ignored with a `fetch` of your own. */
  caCertificate?: string;
  /** For each request. Default: 10 seconds. */
  timeoutMs?: number;
  /** How many times a request is repeated after a transient failure. Default: 4. */
  retries?: number;
  /** Sends the requests in place of Node's own modules, for tests and for proxies. */
  fetch?: Fetch;
  clock?: Clock;
  /** 0 to 1, as `Math.random`. */
  random?: () => number;
}

/** A pod's way to its secrets. It logs in when it first needs to and stays logged in; nothing runs while it is not used. */
export class PodpassClient {
  readonly secrets: SecretsApi;
  readonly #api: Api;
  readonly #session: Session;
  readonly #clock: Clock;
  readonly #random: () => number;

  /** @throws TypeError when `url` is not a valid URL. */
  constructor({ url, login, caCertificate, timeoutMs, retries, fetch, clock, random }: PodpassClientOptions) {
    this.#clock = clock ?? systemClock;
    this.#random = random ?? Math.random;
    const http = new Http({
      url: new URL(url),
      fetch: fetch ?? createFetch(caCertificate === undefined ? {} : { caCertificate }),
      clock: this.#clock,
      random: this.#random,
      timeoutMs: timeoutMs ?? DEFAULT_TIMEOUT_MS,
      retries: retries ?? DEFAULT_RETRIES,
    });
    this.#session = new Session(http, login, { clock: this.#clock, random: this.#random });
    this.#api = new Api(http, this.#session);
    this.secrets = new SecretsApi(this.#api);
  }

  /** A valid access token, for requests of your own. Ask before each of them: it is replaced before it expires. */
  async accessToken(): Promise<CurrentToken> {
    const { accessToken, renewAtMs } = await this.#session.token();
    return { accessToken, renewAtMs };
  }

  /** Sets a variable of this process for each readable secret of the scope. @returns the names that were set */
  async attachToProcessEnv(scope: ListSecretsOptions, options: AttachOptions = {}): Promise<string[]> {
    return attachToEnv(await this.secrets.list(scope), options);
  }

  /** Yields the secrets now, and again whenever they change; ends with its signal, or when the loop over it is left. */
  watch(options: WatchOptions): AsyncGenerator<Secret[], void, void> {
    const watcher = { api: this.#api, secrets: this.secrets, clock: this.#clock, random: this.#random };
    return watchSecrets(watcher, options);
  }

  /** Ends the token, so that nobody can use it any more. */
  revoke(): Promise<void> {
    return this.#session.revoke();
  }
}
