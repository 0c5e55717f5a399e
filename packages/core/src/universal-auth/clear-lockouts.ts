import type { ClearedLockouts, IdentityRef } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertMayImpersonate } from "../authorization/privilege-boundary.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { loadUniversalAuth } from "./get-universal-auth.ts";

/** Lets the identity's client id log in again at once, whatever wrong client secrets were tried before. */
export async function clearLockouts(ctx: UseCaseContext, input: IdentityRef): Promise<ClearedLockouts> {
  ctx.authorize("identity:edit-auth");
  await assertMayImpersonate(ctx, input.identityId);
  return ctx.transaction(async (tx) => {
    await tx.identities.lock(input.identityId);
    const { id, clientId } = await loadUniversalAuth(tx, input.identityId, ctx.organizationId);
    const clearedCount = await tx.lockouts.clear(id, ctx.clock.now());
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "universal_auth.clear_lockouts",
      subject: { type: "identity", id: input.identityId },
      detail: { clientId, clearedCount },
    });
    return { clearedCount };
  });
}
