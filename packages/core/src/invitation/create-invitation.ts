import { randomUUID } from "node:crypto";
import type { CreateInvitationInput, IssuedInvitation } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertOrganizationRolesWithin } from "../authorization/privilege-boundary.ts";
import { auditedRoles } from "../role/audited-roles.ts";
import { resolveGrants } from "../role/resolve-grants.ts";
import { AppError } from "../shared/app-error.ts";
import { newRandomToken } from "../shared/random-token.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { expiryOf, inviterOf, issueLink, loadInvitation } from "./issue-link.ts";

/**
 * Invites an address, with roles within what the actor holds. The answer has the link, which is shown this once; where a
 * mail server is configured it is mailed as well, and when that fails the invitation stands and says so.
 */
export async function createInvitation(ctx: UseCaseContext, input: CreateInvitationInput): Promise<IssuedInvitation> {
  ctx.authorize("member:create");
  const invitedById = inviterOf(ctx);
  const { granted, held } = await resolveGrants(ctx, input.roles, null);
  assertOrganizationRolesWithin(ctx, held);
  const { token, tokenHash } = newRandomToken();
  const { organizationId } = ctx;
  const { email } = input;
  const id = randomUUID();
  const expiresAt = expiryOf(ctx, input.expiresInDays);
  const invitation = await ctx.transaction(async (tx) => {
    if (await tx.members.findByEmail(organizationId, email)) throw new AppError("member.already_exists");
    const row = { id, organizationId, email, tokenHash, invitedById, expiresAt, createdAt: ctx.clock.now() };
    if (!(await tx.invitations.insert({ ...row, roles: granted }))) throw new AppError("invitation.already_exists");
    await appendAuditEvent(tx, ctx, {
      organizationId,
      actor: ctx.actor,
      action: "invitation.create",
      subject: { type: "invitation", id },
      detail: { email, roles: auditedRoles(held), expiresAt: expiresAt.toISOString() },
    });
    return loadInvitation(tx, ctx, id);
  });
  return issueLink(ctx, invitation, token);
}
