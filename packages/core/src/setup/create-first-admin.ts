import { randomUUID } from "node:crypto";
import { type CreateFirstAdminInput, type CreateFirstAdminOutput, slugFromName } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { lastingRole } from "../role/resolve-grants.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { PublicContext } from "../shared/use-case-context.ts";

/** Whether the first admin exists. */
export async function isSetUp(ctx: PublicContext): Promise<boolean> {
  return ctx.store.organizations.exists();
}

/**
 * Creates the first person, an admin, and the organization; `setup.already_done` from then on. Two at the same moment
 * make one. `andThen` runs in the same transaction, for what must exist together with them.
 */
export async function createFirstAdmin<Extra>(
  ctx: PublicContext,
  input: CreateFirstAdminInput,
  andThen: (tx: Store, created: CreateFirstAdminOutput) => Promise<Extra>,
): Promise<CreateFirstAdminOutput & { extra: Extra }> {
  if (await ctx.store.organizations.exists()) throw new AppError("setup.already_done");
  const passwordHash = await ctx.passwordHasher.hash(input.password);
  const now = ctx.clock.now();
  return ctx.transaction(async (tx) => {
    await tx.organizations.lockSetup();
    if (await tx.organizations.exists()) throw new AppError("setup.already_done");
    const name = input.organization;
    const organization = { id: randomUUID(), name, slug: slugFromName(name) };
    const user = { id: randomUUID(), name: input.name ?? input.email.split("@")[0] ?? input.email, email: input.email };
    await tx.organizations.insert({ ...organization, createdAt: now });
    await ctx.secretBox.createDataKey(tx, organization.id);
    await tx.organizations.insertUser({ ...user, passwordHash, accountId: randomUUID(), createdAt: now });
    await tx.members.insertUser({
      id: randomUUID(),
      organizationId: organization.id,
      userId: user.id,
      roles: [lastingRole("admin")],
      at: now,
    });
    await appendAuditEvent(tx, ctx, {
      organizationId: organization.id,
      actor: { type: "system" },
      action: "organization.create",
      subject: { type: "organization", id: organization.id },
      detail: { name, firstAdmin: user.email },
    });
    return { organization, user, extra: await andThen(tx, { organization, user }) };
  });
}
