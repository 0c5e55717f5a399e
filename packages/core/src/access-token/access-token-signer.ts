import { createHash, hash, webcrypto } from "node:crypto";
import { errors, jwtVerify, SignJWT } from "jose";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { Clock } from "../shared/clock.ts";
import { wholeSeconds } from "./lifetime.ts";

const ISSUER = "podpass";
const AUDIENCE = "podpass-api";

/** What is written into an access token. Clients read the claims; the server trusts only the row they point to. */
export interface AccessTokenClaims {
  accessTokenId: string;
  identityId: string;
  identityName: string;
  organizationId: string;
  authMethod: string;
  serviceAccount: { namespace: string; name: string } | null;
}

export type AccessTokenVerdict =
  | { kind: "valid"; accessTokenId: string; expiresAt: Date }
  | { kind: "expired"; accessTokenId: string | null }
  | { kind: "invalid" };

/** Signs and verifies access tokens: HS256 only, the key named by `kid`, issuer and audience fixed (RFC 8725). */
export interface AccessTokenSigner {
  sign(claims: AccessTokenClaims, issuedAt: Date, expiresAt: Date): Promise<string>;
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
  const key = importKey(secret);
  const keys = new Map([...acceptedSecrets.map((each) => [keyId(each), importKey(each)] as const), [kid, key]]);
  // The keys never change, so that what they once proved stays proven: only time takes a token away from here. By digest,
  // because a list of tokens would be a list of credentials.
  const proven = new LRUCache<string, ProvenToken>({ max: PROVEN_TOKENS });

  /** @throws Error of jose when the token is none of ours, or no longer valid */
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
    return parsed.success ? { accessTokenId: parsed.data.jti, expiresAtSecond: parsed.data.exp } : null;
  }

  return {
    async sign(claims, issuedAt, expiresAt) {
      return new SignJWT({
        authTokenType: "identityAccessToken",
        identityId: claims.identityId,
        identityName: claims.identityName,
        identityAccessTokenId: claims.accessTokenId,
        authMethod: claims.authMethod,
        orgId: claims.organizationId,
        ...(claims.serviceAccount ? { identityAuth: { kubernetes: claims.serviceAccount } } : {}),
      })
        .setProtectedHeader({ alg: "HS256", typ: "JWT", kid })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(claims.identityId)
        .setJti(claims.accessTokenId)
        .setIssuedAt(wholeSeconds(issuedAt))
        .setExpirationTime(wholeSeconds(expiresAt))
        .sign(await key);
    },
    async verify(accessToken) {
      const digest = hash("sha256", accessToken, "base64url");
      try {
        const token = proven.get(digest) ?? (await prove(accessToken));
        if (!token) return { kind: "invalid" };
        proven.set(digest, token);
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

function importKey(secret: Buffer): Promise<webcrypto.CryptoKey> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return webcrypto.subtle.importKey("raw", secret, algorithm, false, ["sign", "verify"]);
}

/** Names a secret without telling it. */
function keyId(secret: Buffer): string {
  return createHash("sha256").update("podpass signing key id").update(secret).digest("hex").slice(0, 16);
}
