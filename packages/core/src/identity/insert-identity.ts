import { randomUUID } from "node:crypto";
import { type CreateIdentityInput, UNIVERSAL_AUTH_DEFAULTS } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import type { resolveRole } from "../role/resolve-role.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { insertUniversalAuth } from "../universal-auth/attach-universal-auth.ts";

type NewIdentity = Pick<
  CreateIdentityInput,
  "name" | "hasDeleteProtection" | "metadata" | "isUniversalAuthAttached"
> & {
  /** In the organization, within what the actor holds. */
  role: Pick<Awaited<ReturnType<typeof resolveRole>>, "role" | "customRoleId">;
  roleSlug: string;
  /** The project that it is made for. */
  projectId?: string;
};

/** Writes a new identity with its membership of the organization and the audit events; answers its id. */
export async function insertIdentity(tx: Store, ctx: UseCaseContext, identity: NewIdentity): Promise<string> {
  const id = randomUUID();
  const now = ctx.clock.now();
  const { organizationId, actor } = ctx;
  const { name, hasDeleteProtection, role, roleSlug, projectId } = identity;
  await tx.identities.insert({ id, organizationId, projectId, name, hasDeleteProtection, createdAt: now });
  await tx.members.insertIdentity({
    id: randomUUID(),
    organizationId,
    identityId: id,
    role: role.role,
    customRoleId: role.customRoleId,
    at: now,
  });
  const metadata = identity.metadata.map((entry) => ({ ...entry, id: randomUUID() }));
  if (metadata.length > 0) await tx.identities.replaceMetadata(id, metadata);
  await appendAuditEvent(tx, ctx, {
    organizationId,
    actor,
    action: "identity.create",
    subject: { type: "identity", id },
    // Not as the event's project: the identity is the organization's, and so is what tells who made it.
    detail: { name, role: roleSlug, hasDeleteProtection, ...(projectId === undefined ? {} : { projectId }) },
  });
  if (identity.isUniversalAuthAttached)
    await insertUniversalAuth(tx, ctx, { identityId: id, ...UNIVERSAL_AUTH_DEFAULTS });
  return id;
}
