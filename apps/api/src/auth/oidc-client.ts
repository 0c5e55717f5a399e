import * as oidc from "openid-client";
import { Agent, fetch } from "undici";

/** A sign-in service that speaks OpenID Connect, as the operator configured it. */
export interface OidcProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** What the browser keeps between leaving for the service and coming back. */
interface OidcTransaction {
  state: string;
  nonce: string;
  codeVerifier: string;
}

/** What the service says of who signed in. */
interface OidcClaims {
  issuer: string;
  subject: string;
  email: string | null;
  isEmailVerified: boolean;
}

export interface OidcClient {
  /** Where to send the browser, and what it must bring back. */
  begin(): Promise<{ url: URL; transaction: OidcTransaction }>;
  /**
   * Who came back with this address.
   * @throws Error when anything of what the service answered is not right.
   */
  finish(callback: URL, transaction: OidcTransaction): Promise<OidcClaims>;
  close(): Promise<void>;
}

const TIMEOUT_SECONDS = 10;
const MAX_ANSWER_BYTES = 1024 * 1024;
const DISCOVERY_LIFETIME_MS = 3600_000;
const SCOPE = "openid email";

/**
 * Authorization code flow with PKCE, state and nonce (OpenID Connect Core 3.1, RFC 7636, RFC 9700), by a certified client.
 * Issuer, audience, times and signature of the ID token are checked. What the service answers is capped, and no redirect of
 * its endpoints is followed.
 */
export function createOidcClient(provider: OidcProvider, redirectUri: string): OidcClient {
  const dispatcher = new Agent({ maxResponseSize: MAX_ANSWER_BYTES, connectTimeout: TIMEOUT_SECONDS * 1000 });
  let discovered: { at: number; configuration: Promise<oidc.Configuration> } | undefined;

  /** Once an hour, and again after it failed. */
  function configure(): Promise<oidc.Configuration> {
    if (discovered && Date.now() - discovered.at < DISCOVERY_LIFETIME_MS) return discovered.configuration;
    const configuration = discover(provider, dispatcher);
    const mine = { at: Date.now(), configuration };
    discovered = mine;
    configuration.catch(() => {
      if (discovered === mine) discovered = undefined;
    });
    return configuration;
  }

  return {
    async begin() {
      const transaction = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        codeVerifier: oidc.randomPKCECodeVerifier(),
      };
      const url = oidc.buildAuthorizationUrl(await configure(), {
        redirect_uri: redirectUri,
        scope: SCOPE,
        state: transaction.state,
        nonce: transaction.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(transaction.codeVerifier),
        code_challenge_method: "S256",
      });
      return { url, transaction };
    },

    async finish(callback, { state, nonce, codeVerifier }) {
      const configuration = await configure();
      const tokens = await oidc.authorizationCodeGrant(configuration, callback, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      });
      const idToken = tokens.claims();
      if (!idToken) throw new Error("The sign-in service sent no ID token");
      // Some services tell the address to who asks for it alone (OpenID Connect Core 5.3).
      const hasMore = idToken.email === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined;
      const userInfo = hasMore ? await oidc.fetchUserInfo(configuration, tokens.access_token, idToken.sub) : {};
      return readClaims({ ...userInfo, ...idToken });
    },

    close: () => dispatcher.close(),
  };
}

async function discover(provider: OidcProvider, dispatcher: Agent): Promise<oidc.Configuration> {
  const issuer = new URL(provider.issuer);
  const cappedFetch = (url: string, init: oidc.CustomFetchOptions) =>
    // undici's own fetch, whose types say the same in other words than the browser's.
    fetch(url, { ...init, dispatcher } as Parameters<typeof fetch>[1]) as unknown as Promise<Response>;
  const isLoopback = issuer.protocol === "http:";
  const options = { timeout: TIMEOUT_SECONDS, [oidc.customFetch]: cappedFetch };
  const { clientId, clientSecret } = provider;
  const found = await oidc.discovery(issuer, clientId, undefined, undefined, {
    ...options,
    // The environment takes http for loopback alone.
    ...(isLoopback ? { execute: [oidc.allowInsecureRequests] } : {}),
  });
  const metadata = found.serverMetadata();
  // Without a list a service takes the secret in the header (OpenID Connect Discovery 3).
  const takesHeader = metadata.token_endpoint_auth_methods_supported?.includes("client_secret_basic") ?? true;
  const authentication = takesHeader ? oidc.ClientSecretBasic(clientSecret) : oidc.ClientSecretPost(clientSecret);
  const configuration = new oidc.Configuration(metadata, clientId, undefined, authentication);
  configuration.timeout = TIMEOUT_SECONDS;
  configuration[oidc.customFetch] = cappedFetch;
  oidc.enableNonRepudiationChecks(configuration);
  if (isLoopback) oidc.allowInsecureRequests(configuration);
  return configuration;
}

function readClaims(claims: Record<string, unknown>): OidcClaims {
  const text = (name: string) => (typeof claims[name] === "string" ? claims[name] : null);
  return {
    issuer: text("iss") ?? "",
    subject: text("sub") ?? "",
    email: text("email"),
    // A word is no proof: only the value itself says so.
    isEmailVerified: claims.email_verified === true,
  };
}
