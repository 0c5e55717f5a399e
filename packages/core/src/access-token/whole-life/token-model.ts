import type { JwtLife } from "../issue-access-token.ts";
import { explicitPolicy } from "../lifetime.ts";
import type { Policy } from "./steps.ts";

/** A token as it must be, in whole seconds. */
export interface TokenModel {
  readonly maxExpiresAt: number;
  readonly maxUses: number;
  expiresAt: number;
  uses: number;
  isRevoked: boolean;
}

/** One of the JWTs issued for a token: it ends by itself, or with the token. */
export interface JwtModel {
  readonly accessToken: string;
  readonly token: TokenModel;
  readonly expiresAt: number;
}

/** The JWT of a token issued now. */
export function issued(accessToken: string, { policy, life, now }: { policy: Policy; life: JwtLife; now: number }) {
  const { ttlSeconds, maxTtlSeconds } = explicitPolicy(policy);
  const [expiresAt, maxExpiresAt] = [now + ttlSeconds, now + maxTtlSeconds];
  const token: TokenModel = { expiresAt, maxExpiresAt, maxUses: policy.maxUses, uses: 0, isRevoked: false };
  return { accessToken, token, expiresAt: life === "max-ttl" ? maxExpiresAt : expiresAt } satisfies JwtModel;
}

/** The code that whatever is done with the JWT is refused with; null while it is good. */
export function endOf({ token, expiresAt }: JwtModel, now: number): string | null {
  if (now >= expiresAt) return "access_token.expired";
  if (token.isRevoked) return "access_token.revoked";
  return now >= token.expiresAt ? "access_token.expired" : null;
}

/** The same for its end: a token that was revoked may be revoked again. */
export function endOfRevocation(jwt: JwtModel, now: number): string | null {
  const end = endOf(jwt, now);
  return end === "access_token.revoked" ? null : end;
}

/** The same for what asks that a use is left. */
export function endOfUse(jwt: JwtModel, now: number): string | null {
  return endOf(jwt, now) ?? (isUsedUp(jwt.token) ? "access_token.used_up" : null);
}

/** Extends the token by the TTL in force now; answers when the JWT that comes of it ends. */
export function renew(
  { token }: JwtModel,
  { policy, life, now }: { policy: Policy; life: JwtLife; now: number },
): number {
  const end = Math.min(now + explicitPolicy(policy).ttlSeconds, token.maxExpiresAt);
  token.expiresAt = Math.max(token.expiresAt, end);
  return life === "max-ttl" ? token.maxExpiresAt : end;
}

/** What "revoke existing tokens" does: what had expired before stays as it was. */
export function revokeUnlessExpired(token: TokenModel, now: number): void {
  if (now < token.expiresAt) token.isRevoked = true;
}

function isUsedUp({ maxUses, uses }: TokenModel): boolean {
  return maxUses > 0 && uses >= maxUses;
}
