import type { Clock } from "./clock.ts";
import { PodpassError, UnauthenticatedError } from "./errors.ts";
import type { Http } from "./http.ts";
import { type LoginMethod, type LoginRequest, loginRequest } from "./login-method.ts";
import { AnswerReader } from "./read-answer.ts";

/** A token is renewed when between 65 and 85 % of its life are over, so that a fleet does not renew at one moment. */
const RENEWAL_FROM = 0.65;
const RENEWAL_SPREAD = 0.2;
/** How long a token that could not be replaced stays in use before replacing it is tried again. */
const RETRY_MS = 5_000;

interface HeldToken {
  accessToken: string;
  /** Instants in milliseconds. */
  renewAtMs: number;
  expiresAtMs: number;
  /** No renewal passes it. */
  maxExpiresAtMs: number;
}

/** A token, and when to ask for it again. */
export interface CurrentToken {
  accessToken: string;
  /** When `token` gives another one, in milliseconds since the epoch; never, for one that cannot be renewed. */
  renewAtMs: number;
}

/**
 * One login and its token: obtained when first needed, renewed before it expires, replaced when it cannot be renewed.
 * However many ask at once, one request is made.
 */
export class Session {
  readonly #http: Http;
  readonly #login: LoginMethod;
  readonly #clock: Clock;
  readonly #random: () => number;
  #held: HeldToken | null = null;
  #pending: Promise<HeldToken> | null = null;

  constructor(http: Http, login: LoginMethod, { clock, random }: { clock: Clock; random: () => number }) {
    this.#http = http;
    this.#login = login;
    this.#clock = clock;
    this.#random = random;
    if (login.method === "token") this.#held = { accessToken: login.accessToken, ...FOR_EVER };
  }

  /** A token that is valid now. @throws PodpassError when none can be obtained. */
  async token(): Promise<CurrentToken> {
    const held = this.#held;
    if (held && this.#clock.now() < held.renewAtMs) return held;
    this.#pending ??= this.#refresh(held).finally(() => {
      this.#pending = null;
    });
    return this.#pending;
  }

  /** Forgets a token that the server refused: `token()` then obtains another. */
  drop(accessToken: string): void {
    if (this.#held?.accessToken === accessToken) this.#held = null;
  }

  /** Ends the token, so that nobody can use it any more. The session logs in again when it is used again. */
  async revoke(): Promise<void> {
    const held = this.#held;
    if (!held || this.#login.method === "token") return;
    this.#held = null;
    const { accessToken } = held;
    await this.#http.send({
      method: "POST",
      path: "/api/v1/auth/token/revoke",
      body: { accessToken },
      isRepeatable: false,
    });
  }

  async #refresh(held: HeldToken | null): Promise<HeldToken> {
    this.#held = await this.#next(held);
    return this.#held;
  }

  /** A token that can be neither renewed nor replaced at the moment stays in use until it expires. */
  async #next(held: HeldToken | null): Promise<HeldToken> {
    const isGood = held !== null && this.#clock.now() < held.expiresAtMs;
    try {
      const renewed = isGood ? await this.#renew(held) : null;
      return renewed ?? (await this.#logIn({ isRepeatable: !isGood }));
    } catch (error) {
      const nowMs = this.#clock.now();
      if (!held || !(error instanceof PodpassError) || nowMs >= held.expiresAtMs) throw error;
      return { ...held, renewAtMs: Math.min(nowMs + RETRY_MS, held.expiresAtMs) };
    }
  }

  /** Null when only logging in helps. */
  async #renew(held: HeldToken): Promise<HeldToken | null> {
    if (held.expiresAtMs >= held.maxExpiresAtMs) return null;
    const { accessToken, maxExpiresAtMs } = held;
    const request = { path: "/api/v1/auth/token/renew", body: { accessToken } };
    try {
      return await this.#trade(request, { isRepeatable: false, maxExpiresAtMs });
    } catch (error) {
      if (error instanceof UnauthenticatedError) return null;
      throw error;
    }
  }

  async #logIn({ isRepeatable }: { isRepeatable: boolean }): Promise<HeldToken> {
    return this.#trade(await loginRequest(this.#login), { isRepeatable, maxExpiresAtMs: null });
  }

  /** The lifetime counts from before the request, so that no token expires earlier than assumed. */
  async #trade(
    { path, body }: LoginRequest,
    { isRepeatable, maxExpiresAtMs }: { isRepeatable: boolean; maxExpiresAtMs: number | null },
  ): Promise<HeldToken> {
    const askedAtMs = this.#clock.now();
    const answer = new AnswerReader((await this.#http.send({ method: "POST", path, body, isRepeatable })).body);
    const lifeMs = answer.number("expiresIn") * 1000;
    return {
      accessToken: answer.text("accessToken"),
      renewAtMs: askedAtMs + lifeMs * (RENEWAL_FROM + RENEWAL_SPREAD * this.#random()),
      expiresAtMs: askedAtMs + lifeMs,
      maxExpiresAtMs: maxExpiresAtMs ?? askedAtMs + answer.number("accessTokenMaxTTL") * 1000,
    };
  }
}

const NEVER = Number.POSITIVE_INFINITY;
const FOR_EVER = { renewAtMs: NEVER, expiresAtMs: NEVER, maxExpiresAtMs: NEVER };
