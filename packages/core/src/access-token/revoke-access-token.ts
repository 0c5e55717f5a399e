import type { AccessTokenInput } from "@podpass/contracts";
import { auditEventRow } from "../audit/append-audit-event.ts";
import { AppError } from "../shared/app-error.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import { loadAccessToken } from "./load-access-token.ts";

/** Ends a token: whoever holds it may. Every JWT issued for it is refused from the next request on. */
export async function revokeAccessToken(ctx: PublicContext, input: AccessTokenInput): Promise<void> {
  const token = await loadAccessToken(ctx, input.accessToken);
  const event = auditEventRow(ctx, {
    organizationId: token.organizationId,
    actor: { type: "identity", id: token.identityId, name: token.identityName, accessTokenId: token.id },
    action: "access_token.revoke",
    subject: { type: "access_token", id: token.id },
  });
  const isRevoked = await ctx.statement((store) =>
    store.accessTokens.revokeWithAudit(token.id, ctx.clock.now(), event),
  );
  if (!isRevoked) throw new AppError("access_token.revoked");
}
