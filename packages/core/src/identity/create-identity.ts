import { randomUUID } from "node:crypto";
import { type CreateIdentityInput, type IdentityOutput, UNIVERSAL_AUTH_DEFAULTS } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertWithin } from "../authorization/privilege-boundary.ts";
import { resolveRole } from "../role/resolve-role.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { insertUniversalAuth } from "../universal-auth/attach-universal-auth.ts";
import { loadIdentity, toIdentityOutput } from "./identity-output.ts";

/** Creates an identity with an organization role that holds no more than its creator does. */
export async function createIdentity(ctx: UseCaseContext, input: CreateIdentityInput): Promise<IdentityOutput> {
  ctx.authorize("identity:create");
  const role = await resolveRole(ctx, input.role, null);
  assertWithin(ctx.organizationRulesUntil(null), role.rules);
  const id = randomUUID();
  const now = ctx.clock.now();
  const { organizationId } = ctx;
  return ctx.transaction(async (tx) => {
    const { name, hasDeleteProtection } = input;
    await tx.identities.insert({ id, organizationId, name, hasDeleteProtection, createdAt: now });
    await tx.members.insertIdentity({
      id: randomUUID(),
      organizationId,
      identityId: id,
      role: role.role,
      customRoleId: role.customRoleId,
      at: now,
    });
    const metadata = input.metadata.map((entry) => ({ ...entry, id: randomUUID() }));
    if (metadata.length > 0) await tx.identities.replaceMetadata(id, metadata);
    await appendAuditEvent(tx, ctx, {
      organizationId,
      actor: ctx.actor,
      action: "identity.create",
      subject: { type: "identity", id },
      detail: { name, role: input.role, hasDeleteProtection },
    });
    if (input.isUniversalAuthAttached)
      await insertUniversalAuth(tx, ctx, { identityId: id, ...UNIVERSAL_AUTH_DEFAULTS });
    return toIdentityOutput(await loadIdentity(tx, id, organizationId));
  });
}
