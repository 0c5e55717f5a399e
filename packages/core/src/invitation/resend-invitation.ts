import type { InvitationRef, IssuedInvitation, ResendInvitationInput } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertOrganizationRolesWithin } from "../authorization/privilege-boundary.ts";
import { AppError } from "../shared/app-error.ts";
import { newRandomToken } from "../shared/random-token.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { expiryOf, inviterOf, issueLink, loadInvitation } from "./issue-link.ts";

/** Makes a new link for an invitation, as if the actor had invited: the link before is worth nothing from then on. */
export async function resendInvitation(ctx: UseCaseContext, input: ResendInvitationInput): Promise<IssuedInvitation> {
  ctx.authorize("member:create");
  const { token, tokenHash } = newRandomToken();
  const link = { tokenHash, invitedById: inviterOf(ctx), expiresAt: expiryOf(ctx, input.expiresInDays) };
  const invitation = await ctx.transaction(async (tx) => {
    const before = await loadInvitation(tx, ctx, input.invitationId);
    assertOrganizationRolesWithin(ctx, before.roles);
    await tx.invitations.replaceToken(before.id, link);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "invitation.resend",
      subject: { type: "invitation", id: before.id },
      detail: { email: before.email, expiresAt: link.expiresAt.toISOString() },
    });
    return loadInvitation(tx, ctx, before.id);
  });
  return issueLink(ctx, invitation, token);
}

/** Takes an invitation back: its link is worth nothing from then on. */
export async function withdrawInvitation(ctx: UseCaseContext, { invitationId }: InvitationRef): Promise<void> {
  ctx.authorize("member:create");
  await ctx.transaction(async (tx) => {
    const invitation = await loadInvitation(tx, ctx, invitationId);
    assertOrganizationRolesWithin(ctx, invitation.roles);
    if (!(await tx.invitations.take(invitationId))) throw new AppError("invitation.not_found");
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "invitation.withdraw",
      subject: { type: "invitation", id: invitationId },
      detail: { email: invitation.email },
    });
  });
}
