import { AppError } from "../shared/app-error.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import type { AccessTokenRow } from "./access-token.repository.ts";
import { isTrustedIp } from "./trusted-ips.ts";

/**
 * Proves a presented token and loads its row: right signature, unexpired, known, not revoked, from a trusted address.
 * Each refusal has its own code; all but the address are 401, so that clients log in again.
 */
export async function loadAccessToken(ctx: PublicContext, accessToken: string): Promise<AccessTokenRow> {
  const verdict = await ctx.accessTokenSigner.verify(accessToken);
  if (verdict.kind === "invalid") throw new AppError("access_token.invalid");
  if (verdict.kind === "expired") throw new AppError("access_token.expired");
  const now = ctx.clock.now();
  const token = await ctx.store.accessTokens.findForUse(verdict.accessTokenId, now);
  if (!token || token.revokedAt) throw new AppError("access_token.revoked");
  if (token.expiresAt <= now) throw new AppError("access_token.expired");
  if (token.trustedIps && !isTrustedIp(token.trustedIps, ctx.request.ipAddress)) {
    throw new AppError("auth.ip_not_trusted", { reason: `${ctx.request.ipAddress} is not a trusted IP of this token` });
  }
  return token;
}
