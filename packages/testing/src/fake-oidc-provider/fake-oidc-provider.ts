import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";

/** Who is signed in at the provider: it asks nobody. */
export interface OidcPerson {
  subject: string;
  email?: string;
  isEmailVerified?: boolean;
  name?: string;
}

/** What the provider does otherwise than it should; each is told to a client that must not fall for it. */
export interface OidcLies {
  /** Put over what the ID token should say. */
  claims?: JWTPayload;
  /** Signs with a key that is not among those it publishes. */
  isKeyForeign?: boolean;
  /** What the discovery document says beside, or in place of, what is right. */
  metadata?: Record<string, unknown>;
}

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

interface PendingCode {
  nonce: string | null;
  challenge: string | null;
  redirectUri: string | null;
}

const CLIENT = { id: "podpass", secret: "the secret of the client" };

/**
 * An OpenID Connect provider on loopback, which lets the person in at once and can lie. It checks what a provider checks:
 * client, redirect URI, PKCE (RFC 7636), and that a code is used once.
 */
export class FakeOidcProvider implements AsyncDisposable {
  readonly issuer: string;
  readonly client = CLIENT;
  person: OidcPerson = { subject: "1", email: "ada@example.com", isEmailVerified: true, name: "Ada" };
  lies: OidcLies = {};
  readonly #server: Server;
  readonly #keys: KeyPair;
  readonly #foreignKeys: KeyPair;
  readonly #codes = new Map<string, PendingCode>();

  private constructor(server: Server, port: number, keys: KeyPair, foreign: KeyPair) {
    this.#server = server;
    this.#keys = keys;
    this.#foreignKeys = foreign;
    this.issuer = `http://127.0.0.1:${port}`;
    server.on("request", (request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<FakeOidcProvider> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = address && typeof address === "object" ? address.port : 0;
    const [keys, foreign] = [await generateKeyPair("RS256"), await generateKeyPair("RS256")];
    return new FakeOidcProvider(server, port, keys, foreign);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.issuer);
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return json(response, 200, { ...this.#metadata(), ...this.lies.metadata });
      case "/jwks":
        return json(response, 200, { keys: [{ ...(await exportJWK(this.#keys.publicKey)), kid: "1", alg: "RS256" }] });
      case "/authorize":
        return this.#authorize(url.searchParams, response);
      case "/token":
        return this.#token(request, response);
      default:
        return json(response, 404, {});
    }
  }

  #metadata() {
    return {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      jwks_uri: `${this.issuer}/jwks`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: ["client_secret_basic"],
    };
  }

  #authorize(query: URLSearchParams, response: ServerResponse): void {
    const code = randomUUID();
    const redirectUri = query.get("redirect_uri");
    this.#codes.set(code, { nonce: query.get("nonce"), challenge: query.get("code_challenge"), redirectUri });
    const target = new URL(redirectUri ?? this.issuer);
    target.searchParams.set("code", code);
    target.searchParams.set("state", query.get("state") ?? "");
    response.writeHead(302, { location: target.href }).end();
  }

  async #token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = new URLSearchParams(await text(request));
    const code = body.get("code") ?? "";
    const pending = this.#codes.get(code);
    this.#codes.delete(code);
    // Form-encoded before it is put into the header (RFC 6749 section 2.3.1).
    const secret = new URLSearchParams({ "": CLIENT.secret }).toString().slice(1);
    const expected = `Basic ${Buffer.from(`${CLIENT.id}:${secret}`).toString("base64")}`;
    const challenge = createHash("sha256")
      .update(body.get("code_verifier") ?? "")
      .digest("base64url");
    const isRight =
      pending?.challenge === challenge &&
      pending.redirectUri === body.get("redirect_uri") &&
      request.headers.authorization === expected;
    if (!isRight) return json(response, 400, { error: "invalid_grant" });
    const idToken = await this.#idToken(pending.nonce);
    return json(response, 200, { access_token: randomUUID(), token_type: "Bearer", expires_in: 60, id_token: idToken });
  }

  #idToken(nonce: string | null): Promise<string> {
    const { subject: sub, email, isEmailVerified: email_verified, name } = this.person;
    const now = Math.floor(Date.now() / 1000);
    const right = {
      iss: this.issuer,
      aud: CLIENT.id,
      sub,
      iat: now,
      exp: now + 60,
      nonce,
      email,
      email_verified,
      name,
    };
    const { privateKey } = this.lies.isKeyForeign ? this.#foreignKeys : this.#keys;
    return new SignJWT({ ...right, ...this.lies.claims })
      .setProtectedHeader({ alg: "RS256", kid: "1" })
      .sign(privateKey);
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
