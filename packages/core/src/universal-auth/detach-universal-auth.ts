import type { IdentityRef, UniversalAuthOutput } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertMayImpersonate } from "../authorization/privilege-boundary.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { loadUniversalAuth } from "./get-universal-auth.ts";
import { toUniversalAuthOutput } from "./universal-auth-output.ts";

/** Removes Universal Auth with its client secrets; every access token issued through it is refused from then on. */
export async function detachUniversalAuth(ctx: UseCaseContext, input: IdentityRef): Promise<UniversalAuthOutput> {
  ctx.authorize("identity:edit-auth");
  await assertMayImpersonate(ctx, input.identityId);
  return ctx.transaction(async (tx) => {
    await tx.identities.lock(input.identityId);
    const row = await loadUniversalAuth(tx, input.identityId, ctx.organizationId);
    const endedTokenCount = await tx.accessTokens.countLive({ universalAuthId: row.id }, ctx.clock.now());
    await tx.identities.rememberLastLogin(input.identityId);
    await tx.universalAuths.delete(row.id);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "universal_auth.detach",
      subject: { type: "identity", id: input.identityId },
      detail: { clientId: row.clientId, endedTokenCount },
    });
    return toUniversalAuthOutput(row, ctx.clock.now());
  });
}
