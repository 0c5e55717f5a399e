import { type AccessTokenInput, DEFAULT_TTL_SECONDS, type IssuedAccessToken } from "@podpass/contracts";
import { auditEventRow } from "../audit/append-audit-event.ts";
import { AppError } from "../shared/app-error.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import type { AccessTokenRow } from "./access-token.repository.ts";
import type { JwtLife } from "./issue-access-token.ts";
import { expiryAtRenewal, wholeSeconds } from "./lifetime.ts";
import { loadPresentedToken } from "./load-access-token.ts";
import { holderOf, refusedToken } from "./token-holder.ts";

/**
 * Issues a new JWT for the same token: now + the TTL configured now, never past the max TTL fixed at creation. The old
 * JWT stays valid until its own expiry; uses and revocation are shared. Renewing is not a use. A refused renewal
 * changes nothing. With `max-ttl` the JWT that is given is the one presented, where that lasts as long as renewals help.
 */
export async function renewAccessToken(
  ctx: PublicContext,
  input: AccessTokenInput,
  jwtLife: JwtLife = "renewed",
): Promise<IssuedAccessToken> {
  const { token, jwtExpiresAt } = await loadPresentedToken(ctx, input.accessToken);
  if (token.maxUses > 0 && token.uses >= token.maxUses) throw refusedToken("access_token.used_up", token);
  const now = ctx.clock.now();
  const expiresAt = expiryAtRenewal(token.ttlSeconds ?? DEFAULT_TTL_SECONDS, token.maxExpiresAt, now);
  if (!expiresAt) throw new AppError("access_token.max_ttl_reached");
  const isKept = jwtLife === "max-ttl" && jwtExpiresAt >= token.maxExpiresAt;
  const accessToken = isKept
    ? input.accessToken
    : signAnew(ctx, token, jwtLife === "max-ttl" ? token.maxExpiresAt : expiresAt);
  const event = auditEventRow(ctx, {
    ...holderOf(token),
    action: "access_token.renew",
    subject: { type: "access_token", id: token.id },
    detail: { expiresAt: expiresAt.toISOString() },
  });
  // What replicas keep of a token is good for the expiry it had: no one has to know.
  const isExtended = await ctx.store.accessTokens.extendWithAudit(token.id, expiresAt, now, event);
  if (!isExtended) throw refusedToken("access_token.revoked", token);
  return {
    accessToken,
    expiresInSeconds: wholeSeconds(expiresAt) - wholeSeconds(now),
    // Counted from creation: clients subtract the time since their first login themselves.
    maxTtlSeconds: wholeSeconds(token.maxExpiresAt) - wholeSeconds(token.createdAt),
  };
}

function signAnew(ctx: PublicContext, token: AccessTokenRow, expiresAt: Date): string {
  const { serviceAccountNamespace: namespace, serviceAccountName: name } = token;
  const claims = {
    accessTokenId: token.id,
    identityId: token.identityId,
    identityName: token.identityName,
    organizationId: token.organizationId,
    authMethod: token.authMethod,
    serviceAccount: namespace !== null && name !== null ? { namespace, name } : null,
  };
  return ctx.accessTokenSigner.sign(claims, ctx.clock.now(), expiresAt);
}
