import { createHash, createHmac, createSecretKey, hash, webcrypto } from "node:crypto";
import { errors, jwtVerify } from "jose";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { Clock } from "../shared/clock.ts";
import { wholeSeconds } from "./lifetime.ts";

const ISSUER = "podpass";
const AUDIENCE = "podpass-api";

/** What is written into an access token. Clients read the claims; the server trusts only the row they point to. */
interface AccessTokenClaims {
  accessTokenId: string;
  identityId: string;
  identityName: string;
  organizationId: string;
  authMethod: string;
  serviceAccount: { namespace: string; name: string } | null;
}

type AccessTokenVerdict =
  | { kind: "valid"; accessTokenId: string; expiresAt: Date }
  | { kind: "expired"; accessTokenId: string | null }
  | { kind: "invalid" };

/** Signs and verifies access tokens: HS256 only, the key named by `kid`, issuer and audience fixed (RFC 8725). */
export interface AccessTokenSigner {
  sign(claims: AccessTokenClaims, issuedAt: Date, expiresAt: Date): string;
  verify(accessToken: string): Promise<AccessTokenVerdict>;
}

/** How many tokens are remembered as proven; one takes about 200 bytes. */
const PROVEN_TOKENS = 50_000;

interface ProvenToken {
  accessTokenId: string;
  expiresAtSecond: number;
}

const Payload = z.object({ jti: z.uuid(), exp: z.int(), authTokenType: z.literal("identityAccessToken") });

/**
 * The signer over a secret; whoever holds the secret can make tokens. Secrets that are accepted beside it sign nothing: so
 * keys rotate while tokens of both are valid. The clock decides what has expired.
 */
export function createAccessTokenSigner(
  secret: Buffer,
  clock: Clock,
  acceptedSecrets: readonly Buffer[] = [],
): AccessTokenSigner {
  const kid = keyId(secret);
  // Signed by hand (RFC 7515 section 7.1): jose hands each signature to a thread and waits, which costs ten times as much.
  const signingKey = createSecretKey(secret);
  const header = base64url({ alg: "HS256", typ: "JWT", kid });
  const keys = new Map([secret, ...acceptedSecrets].map((each) => [keyId(each), importKey(each)]));
  // The keys never change, so that what they once proved stays proven: only time takes a token away from here. By digest,
  // because a list of tokens would be a list of credentials.
  const proven = new LRUCache<string, ProvenToken>({ max: PROVEN_TOKENS });

  /** @throws Error of jose when the token is not one of ours, or no longer valid */
  async function prove(accessToken: string): Promise<ProvenToken | null> {
    const { payload } = await jwtVerify(
      accessToken,
      (header) => {
        const named = keys.get(header.kid ?? "");
        if (!named) throw new errors.JWKSNoMatchingKey();
        return named;
      },
      { algorithms: ["HS256"], issuer: ISSUER, audience: AUDIENCE, typ: "JWT", currentDate: clock.now() },
    );
    const parsed = Payload.safeParse(payload);
    if (!parsed.success) return null;
    const token = { accessTokenId: parsed.data.jti, expiresAtSecond: parsed.data.exp };
    proven.set(digestOf(accessToken), token);
    return token;
  }

  return {
    sign(claims, issuedAt, expiresAt) {
      const payload = {
        authTokenType: "identityAccessToken",
        identityId: claims.identityId,
        identityName: claims.identityName,
        identityAccessTokenId: claims.accessTokenId,
        authMethod: claims.authMethod,
        orgId: claims.organizationId,
        ...(claims.serviceAccount ? { identityAuth: { kubernetes: claims.serviceAccount } } : {}),
        iss: ISSUER,
        aud: AUDIENCE,
        sub: claims.identityId,
        jti: claims.accessTokenId,
        iat: wholeSeconds(issuedAt),
        exp: wholeSeconds(expiresAt),
      };
      const signed = `${header}.${base64url(payload)}`;
      const accessToken = `${signed}.${createHmac("sha256", signingKey).update(signed).digest("base64url")}`;
      proven.set(digestOf(accessToken), { accessTokenId: claims.accessTokenId, expiresAtSecond: payload.exp });
      return accessToken;
    },
    async verify(accessToken) {
      try {
        const token = proven.get(digestOf(accessToken)) ?? (await prove(accessToken));
        if (!token) return { kind: "invalid" };
        const { accessTokenId, expiresAtSecond } = token;
        // As jose judges `exp`: RFC 7519 section 4.1.4.
        if (expiresAtSecond <= wholeSeconds(clock.now())) return { kind: "expired", accessTokenId };
        return { kind: "valid", accessTokenId, expiresAt: new Date(expiresAtSecond * 1000) };
      } catch (error) {
        // jose reports expiry only after the signature proved right, so the claims can be named.
        if (error instanceof errors.JWTExpired) return { kind: "expired", accessTokenId: error.payload.jti ?? null };
        return { kind: "invalid" };
      }
    },
  };
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function importKey(secret: Buffer): Promise<webcrypto.CryptoKey> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return webcrypto.subtle.importKey("raw", secret, algorithm, false, ["sign", "verify"]);
}

function digestOf(accessToken: string): string {
  return hash("sha256", accessToken, "base64url");
}

/** Names a secret without telling it. */
function keyId(secret: Buffer): string {
  return createHash("sha256").update("podpass signing key id").update(secret).digest("hex").slice(0, 16);
}
