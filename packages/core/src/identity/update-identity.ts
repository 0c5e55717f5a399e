import { randomUUID } from "node:crypto";
import type { IdentityOutput, UpdateIdentityInput } from "@podpass/contracts";
import { appendAuditEvent, changesBetween } from "../audit/append-audit-event.ts";
import { assertMayImpersonate, assertWithin } from "../authorization/privilege-boundary.ts";
import { resolveRole } from "../role/resolve-role.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { loadIdentity, toIdentityOutput } from "./identity-output.ts";

/**
 * Changes the fields that are given, of an identity that holds no more than the actor does: its name, its protection and
 * its metadata are what others know and hold it by. A new role must be within what the actor holds as well.
 */
export async function updateIdentity(ctx: UseCaseContext, input: UpdateIdentityInput): Promise<IdentityOutput> {
  ctx.authorize("identity:edit");
  const { identityId } = input;
  const { organizationId } = ctx;
  const role = input.role === undefined ? null : await resolveRole(ctx, input.role, null);
  await assertMayImpersonate(ctx, identityId);
  if (role) assertWithin(ctx.organizationRulesUntil(null), role.rules);
  return ctx.transaction(async (tx) => {
    await tx.identities.lock(identityId);
    const now = ctx.clock.now();
    const before = toIdentityOutput(await loadIdentity(tx, identityId, organizationId));
    const change = {
      name: input.name ?? before.name,
      hasDeleteProtection: input.hasDeleteProtection ?? before.hasDeleteProtection,
    };
    await tx.identities.update(identityId, change, now);
    if (role) await tx.members.setIdentityRole(identityId, role, now);
    if (input.metadata) {
      const entries = input.metadata.map((entry) => ({ ...entry, id: randomUUID() }));
      await tx.identities.replaceMetadata(identityId, entries);
    }
    const after = toIdentityOutput(await loadIdentity(tx, identityId, organizationId));
    await appendAuditEvent(tx, ctx, {
      organizationId,
      actor: ctx.actor,
      action: "identity.update",
      subject: { type: "identity", id: identityId },
      detail: changesBetween(audited(before), audited(after)),
    });
    return after;
  });
}

function audited({ name, role, hasDeleteProtection, metadata }: IdentityOutput) {
  return { name, role, hasDeleteProtection, metadata: metadata.map(({ key, value }) => ({ key, value })) };
}
