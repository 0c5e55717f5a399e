import type { OrganizationOutput } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/**
 * Lets none of the organization's identities in: logins are refused like any other, and every access token from the next
 * request on. People still sign in, to find out and to enable it again.
 */
export function disableOrganization(ctx: UseCaseContext): Promise<OrganizationOutput> {
  return setDisabledAt(ctx, "organization.disable", ctx.clock.now());
}

/** Lets the organization's identities in again; tokens that are still valid work as before. */
export function enableOrganization(ctx: UseCaseContext): Promise<OrganizationOutput> {
  return setDisabledAt(ctx, "organization.enable", null);
}

async function setDisabledAt(
  ctx: UseCaseContext,
  action: "organization.disable" | "organization.enable",
  disabledAt: Date | null,
): Promise<OrganizationOutput> {
  ctx.authorize("settings:edit");
  return ctx.transaction(async (tx) => {
    const before = await tx.organizations.findById(ctx.organizationId);
    if (!before) throw new AppError("organization.not_found");
    const after = await tx.organizations.setDisabledAt(ctx.organizationId, disabledAt, ctx.clock.now());
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action,
      subject: { type: "organization", id: ctx.organizationId },
      detail: { wasDisabled: before.disabledAt !== null },
    });
    return after;
  });
}
