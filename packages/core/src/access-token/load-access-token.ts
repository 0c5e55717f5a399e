import { AppError } from "../shared/app-error.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import type { AccessTokenRow } from "./access-token.repository.ts";
import { refusedToken } from "./token-holder.ts";
import { isTrustedIp } from "./trusted-ips.ts";

/** A token with the end of the JWT it was presented as. */
export interface PresentedAccessToken {
  token: AccessTokenRow;
  jwtExpiresAt: Date;
}

/**
 * Proves a presented token and loads its row: right signature, unexpired, known, not revoked, from a trusted address.
 * Each refusal has its own code; all but the address are 401, so that clients log in again. A renewal may be missing.
 */
export async function loadAccessToken(ctx: PublicContext, accessToken: string): Promise<AccessTokenRow> {
  const find = (id: string) => ctx.store.accessTokens.findForUse(id, ctx.clock.now());
  return (await load(ctx, accessToken, find)).token;
}

/** The same of a token that somebody wants ended: one that was revoked before is given, too. */
export async function loadAccessTokenToRevoke(ctx: PublicContext, accessToken: string): Promise<AccessTokenRow> {
  const find = (id: string) => ctx.store.accessTokens.findForUse(id, ctx.clock.now());
  return (await load(ctx, accessToken, find, { isRevokedGiven: true })).token;
}

/** The same with the row as it is stored now, renewals and all. */
export function loadPresentedToken(ctx: PublicContext, accessToken: string): Promise<PresentedAccessToken> {
  return load(ctx, accessToken, (id) => ctx.store.accessTokens.findStored(id));
}

async function load(
  ctx: PublicContext,
  accessToken: string,
  find: (id: string) => Promise<AccessTokenRow | null>,
  { isRevokedGiven } = { isRevokedGiven: false },
): Promise<PresentedAccessToken> {
  const verdict = await ctx.accessTokenSigner.verify(accessToken);
  if (verdict.kind === "invalid") throw new AppError("access_token.invalid");
  if (verdict.kind === "expired") throw new AppError("access_token.expired");
  const now = ctx.clock.now();
  const token = await find(verdict.accessTokenId);
  if (!token) throw new AppError("access_token.revoked");
  if (token.revokedAt && !isRevokedGiven) throw refusedToken("access_token.revoked", token);
  if (!token.revokedAt && token.expiresAt <= now) throw new AppError("access_token.expired");
  if (token.trustedIps && !isTrustedIp(token.trustedIps, ctx.request.ipAddress)) {
    const reason = `${ctx.request.ipAddress} is not a trusted IP of this token`;
    throw refusedToken("auth.ip_not_trusted", token, reason);
  }
  return { token, jwtExpiresAt: verdict.expiresAt };
}
