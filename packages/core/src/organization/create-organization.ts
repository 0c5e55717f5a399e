import { randomUUID } from "node:crypto";
import { type CreateOrganizationInput, type OrganizationOutput, slugFromName } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { lastingRole } from "../role/resolve-grants.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/**
 * Makes another organization on this server, whose first administrator is whoever makes it. It is written down there and
 * not where the maker comes from: neither knows of the other.
 */
export async function createOrganization(
  ctx: UseCaseContext,
  input: CreateOrganizationInput,
): Promise<OrganizationOutput> {
  ctx.authorize("organization:create");
  const { actor } = ctx;
  if (actor.type !== "user") throw new AppError("auth.permission_denied", { reason: "only people make organizations" });
  const now = ctx.clock.now();
  return ctx.transaction(async (tx) => {
    const organizationId = await insertWithFreeSlug(tx, input.name, now);
    await ctx.secretBox.createDataKey(tx, organizationId);
    const admin = { id: randomUUID(), organizationId, userId: actor.id, roles: [lastingRole("admin")], at: now };
    await tx.members.insertUser(admin);
    await appendAuditEvent(tx, ctx, {
      organizationId,
      actor,
      action: "organization.create",
      subject: { type: "organization", id: organizationId },
      detail: { name: input.name },
    });
    const organization = await tx.organizations.findById(organizationId);
    if (!organization) throw new AppError("organization.not_found");
    return organization;
  });
}

/** A name that another organization has makes a slug with a random end. */
async function insertWithFreeSlug(tx: Store, name: string, createdAt: Date): Promise<string> {
  const id = randomUUID();
  const slug = slugFromName(name);
  const isNew = await tx.organizations.insertUnlessTaken({ id, name, slug, createdAt });
  if (!isNew) await tx.organizations.insert({ id, name, slug: `${slug}-${id.slice(0, 8)}`, createdAt });
  return id;
}
