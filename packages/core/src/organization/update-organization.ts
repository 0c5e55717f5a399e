import type { OrganizationOutput, UpdateOrganizationInput } from "@podpass/contracts";
import { appendAuditEvent, changesBetween } from "../audit/append-audit-event.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** Renames the caller's organization. Its slug stays: clients hold it. */
export async function updateOrganization(
  ctx: UseCaseContext,
  input: UpdateOrganizationInput,
): Promise<OrganizationOutput> {
  ctx.authorize("settings:edit");
  return ctx.transaction(async (tx) => {
    const before = await tx.organizations.findById(ctx.organizationId);
    if (!before) throw new AppError("organization.not_found");
    const after = await tx.organizations.rename(ctx.organizationId, input.name, ctx.clock.now());
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "organization.update",
      subject: { type: "organization", id: ctx.organizationId },
      detail: changesBetween({ name: before.name }, { name: after.name }),
    });
    return after;
  });
}
