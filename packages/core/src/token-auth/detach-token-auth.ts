import type { IdentityRef, TokenAuthOutput } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertMayImpersonate } from "../authorization/privilege-boundary.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { loadTokenAuth } from "./get-token-auth.ts";

/** Removes Token Auth; every access token made through it is refused from then on. */
export async function detachTokenAuth(ctx: UseCaseContext, input: IdentityRef): Promise<TokenAuthOutput> {
  ctx.authorize("identity:edit-auth");
  await assertMayImpersonate(ctx, input.identityId);
  return ctx.transaction(async (tx) => {
    await tx.identities.lock(input.identityId);
    const row = await loadTokenAuth(tx, input.identityId, ctx.organizationId);
    const endedTokenCount = await tx.accessTokens.countLive({ tokenAuthId: row.id }, ctx.clock.now());
    await tx.identities.rememberLastLogin(input.identityId);
    await tx.tokenAuths.delete(row.id);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "token_auth.detach",
      subject: { type: "identity", id: input.identityId },
      detail: { endedTokenCount },
    });
    return row;
  });
}
