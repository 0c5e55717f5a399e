import type { AccessTokenInput } from "@podpass/contracts";
import { auditEventRow } from "../audit/append-audit-event.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import { loadAccessToken } from "./load-access-token.ts";
import { holderOf, refusedToken } from "./token-holder.ts";

/** Ends a token: whoever holds it may. Every JWT issued for it is refused from the next request on. */
export async function revokeAccessToken(ctx: PublicContext, input: AccessTokenInput): Promise<void> {
  const token = await loadAccessToken(ctx, input.accessToken);
  const event = auditEventRow(ctx, {
    ...holderOf(token),
    action: "access_token.revoke",
    subject: { type: "access_token", id: token.id },
  });
  const isRevoked = await ctx.statement((store) =>
    store.accessTokens.revokeWithAudit(token.id, ctx.clock.now(), event),
  );
  if (!isRevoked) throw refusedToken("access_token.revoked", token);
}
