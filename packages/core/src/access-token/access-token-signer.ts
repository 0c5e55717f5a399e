import { createHash, createSecretKey } from "node:crypto";
import { errors, jwtVerify, SignJWT } from "jose";
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
  const keys = new Map([secret, ...acceptedSecrets].map((each) => [keyId(each), createSecretKey(each)]));
  const key = createSecretKey(secret);
  return {
    sign(claims, issuedAt, expiresAt) {
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
        .sign(key);
    },
    async verify(accessToken) {
      try {
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
        if (!parsed.success) return { kind: "invalid" };
        return { kind: "valid", accessTokenId: parsed.data.jti, expiresAt: new Date(parsed.data.exp * 1000) };
      } catch (error) {
        // jose reports expiry only after the signature proved right, so the claims can be named.
        if (error instanceof errors.JWTExpired) return { kind: "expired", accessTokenId: error.payload.jti ?? null };
        return { kind: "invalid" };
      }
    },
  };
}

/** Names a secret without telling it. */
function keyId(secret: Buffer): string {
  return createHash("sha256").update("podpass signing key id").update(secret).digest("hex").slice(0, 16);
}
