import type { IdentityOutput, IdentityRef } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertMayImpersonate } from "../authorization/privilege-boundary.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { loadIdentity, toIdentityOutput } from "./identity-output.ts";

/**
 * Deletes an identity with its login methods, access tokens and memberships: its next request is refused.
 * Answers what was deleted.
 */
export async function deleteIdentity(ctx: UseCaseContext, input: IdentityRef): Promise<IdentityOutput> {
  ctx.authorize("identity:delete");
  await assertMayImpersonate(ctx, input.identityId);
  return ctx.transaction(async (tx) => {
    await tx.identities.lock(input.identityId);
    const identity = toIdentityOutput(await loadIdentity(tx, input.identityId, ctx.organizationId));
    if (identity.hasDeleteProtection) throw new AppError("identity.delete_protected");
    await tx.identities.delete(identity.id);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "identity.delete",
      subject: { type: "identity", id: identity.id },
      detail: { name: identity.name, role: identity.role },
    });
    return identity;
  });
}
