import type { AccessTokenInput } from "@podpass/contracts";
import { auditEventRow } from "../audit/append-audit-event.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import { loadAccessTokenToRevoke } from "./load-access-token.ts";
import { holderOf, refusedToken } from "./token-holder.ts";

/** Of a token that was revoked before: an answer got lost and the client asks again, or nobody may ask with such a token. */
type WhenRevoked = "ignore" | "refuse";

/**
 * Ends a token: whoever holds it may. Every JWT issued for it is refused from the next request on. However often it is
 * called, the token ends once and one event says so.
 */
export async function revokeAccessToken(
  ctx: PublicContext,
  input: AccessTokenInput,
  whenRevoked: WhenRevoked = "ignore",
): Promise<void> {
  const token = await loadAccessTokenToRevoke(ctx, input.accessToken);
  const event = auditEventRow(ctx, {
    ...holderOf(token),
    action: "access_token.revoke",
    subject: { type: "access_token", id: token.id },
  });
  const isRevoked =
    !token.revokedAt &&
    (await ctx.statement((store) => store.accessTokens.revokeWithAudit(token.id, ctx.clock.now(), event)));
  if (!isRevoked && whenRevoked === "refuse") throw refusedToken("access_token.revoked", token);
}
