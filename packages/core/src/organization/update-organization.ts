import type { OrganizationOutput, UpdateOrganizationInput } from "@podpass/contracts";
import { appendAuditEvent, changesBetween } from "../audit/append-audit-event.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** Changes the fields that are given of the caller's organization. Addresses and clients that hold an old slug lose it. */
export async function updateOrganization(
  ctx: UseCaseContext,
  input: UpdateOrganizationInput,
): Promise<OrganizationOutput> {
  ctx.authorize("settings:edit");
  return ctx.transaction(async (tx) => {
    const before = await tx.organizations.findById(ctx.organizationId);
    if (!before) throw new AppError("organization.not_found");
    const after = await tx.organizations.update(ctx.organizationId, input, ctx.clock.now());
    if (!after) throw new AppError("organization.slug_taken");
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "organization.update",
      subject: { type: "organization", id: ctx.organizationId },
      detail: changesBetween({ name: before.name, slug: before.slug }, { name: after.name, slug: after.slug }),
    });
    return after;
  });
}
