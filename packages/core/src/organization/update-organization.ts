import type { OrganizationOutput, UpdateOrganizationInput } from "@podpass/contracts";
import { appendAuditEvent, changesBetween } from "../audit/append-audit-event.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/**
 * Changes the fields that are given of the caller's organization. Addresses and clients that hold an old slug lose it. Only
 * somebody who has a second factor can require one: whoever switches it on must not be the first it keeps out.
 * @throws AppError `organization.slug_taken`, `second_factor.own_first`.
 */
export async function updateOrganization(
  ctx: UseCaseContext,
  input: UpdateOrganizationInput,
): Promise<OrganizationOutput> {
  ctx.authorize("settings:edit");
  return ctx.transaction(async (tx) => {
    const before = await tx.organizations.findById(ctx.organizationId);
    if (!before) throw new AppError("organization.not_found");
    if (input.isSecondFactorRequired) await assertOwnSecondFactor(tx, ctx);
    const after = await tx.organizations.update(ctx.organizationId, input, ctx.clock.now());
    if (!after) throw new AppError("organization.slug_taken");
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "organization.update",
      subject: { type: "organization", id: ctx.organizationId },
      detail: changesBetween(auditedFields(before), auditedFields(after)),
    });
    return after;
  });
}

function auditedFields({ name, slug, isSecondFactorRequired }: OrganizationOutput) {
  return { name, slug, isSecondFactorRequired };
}

async function assertOwnSecondFactor(tx: Store, { actor }: UseCaseContext): Promise<void> {
  if (actor.type !== "user") throw new AppError("auth.permission_denied", { reason: "only people require it" });
  if (!(await tx.accounts.find(actor.id))?.hasSecondFactor) throw new AppError("second_factor.own_first");
}
