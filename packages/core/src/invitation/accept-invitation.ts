import { randomUUID } from "node:crypto";
import type { AcceptedInvitation, AcceptInvitationInput, InvitationToken, ShownInvitation } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { auditedRoles } from "../role/audited-roles.ts";
import { AppError } from "../shared/app-error.ts";
import { hashRandomToken } from "../shared/random-token.ts";
import type { Store } from "../shared/store.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import type { InvitationRow } from "./invitation.repository.ts";
import { mayStillGive } from "./may-still-give.ts";

/** What whoever holds the link may know; `invitation.not_valid` for every link that opens nothing, whatever the reason. */
export async function showInvitation(ctx: PublicContext, input: InvitationToken): Promise<ShownInvitation> {
  const invitation = await findOpen(ctx.store, ctx, input);
  const organization = await ctx.store.organizations.findById(invitation.organizationId);
  if (!organization) throw new AppError("invitation.not_valid");
  const { email, invitedBy, expiresAt } = invitation;
  return {
    email,
    expiresAt,
    organization: { name: organization.name },
    invitedBy: { name: invitedBy.name },
    hasAccount: (await ctx.store.organizations.findUserByEmail(email)) !== null,
  };
}

/**
 * Makes a new person a member: account, membership and roles at once, or nothing. The address is the invitation's. An
 * address that has an account already is told `invitation.sign_in_first`: holding a link proves nothing about it.
 */
export async function acceptInvitation(ctx: PublicContext, input: AcceptInvitationInput): Promise<AcceptedInvitation> {
  // Looked at before the password is hashed, so that guessing costs the server little.
  const { email } = await findOpen(ctx.store, ctx, input);
  const passwordHash = await ctx.passwordHasher.hash(input.password);
  return ctx.transaction(async (tx) => {
    const invitation = await findOpen(tx, ctx, input);
    const user = { id: randomUUID(), name: input.name, email };
    const row = { ...user, passwordHash, accountId: randomUUID(), createdAt: ctx.clock.now() };
    if (!(await tx.organizations.insertNewUser(row))) throw new AppError("invitation.sign_in_first");
    return join(tx, ctx, invitation, user);
  });
}

/** Makes a person who is signed in a member: `invitation.other_address` when the invitation is somebody else's. */
export async function joinByInvitation(
  ctx: PublicContext,
  userId: string,
  input: InvitationToken,
): Promise<AcceptedInvitation> {
  return ctx.transaction(async (tx) => {
    const invitation = await findOpen(tx, ctx, input);
    const user = await tx.organizations.findUserByEmail(invitation.email);
    if (user?.id !== userId) throw new AppError("invitation.other_address");
    return join(tx, ctx, invitation, user);
  });
}

async function findOpen(store: Store, ctx: PublicContext, { token }: InvitationToken): Promise<InvitationRow> {
  const invitation = await store.invitations.findByToken(hashRandomToken(token));
  const isOpen =
    invitation !== null && invitation.expiresAt > ctx.clock.now() && (await mayStillGive(store, ctx, invitation));
  if (!isOpen) throw new AppError("invitation.not_valid");
  return invitation;
}

async function join(
  tx: Store,
  ctx: PublicContext,
  invitation: InvitationRow,
  user: { id: string; name: string },
): Promise<AcceptedInvitation> {
  const { id, organizationId, email } = invitation;
  const roles = invitation.roles.map(({ role, customRoleId, startsAt, endsAt, windowLength }) => ({
    role,
    customRoleId,
    startsAt,
    endsAt,
    windowLength,
  }));
  if (!(await tx.invitations.take(id))) throw new AppError("invitation.not_valid");
  const member = { id: randomUUID(), organizationId, userId: user.id, roles, at: ctx.clock.now() };
  if (!(await tx.members.insertUser(member))) throw new AppError("member.already_exists");
  const organization = await tx.organizations.findById(organizationId);
  if (!organization) throw new AppError("invitation.not_valid");
  await appendAuditEvent(tx, ctx, {
    organizationId,
    actor: { type: "user", id: user.id, name: user.name },
    action: "invitation.accept",
    subject: { type: "user", id: user.id },
    detail: { invitationId: id, email, invitedBy: invitation.invitedBy.id, roles: auditedRoles(invitation.roles) },
  });
  return { organization: { id: organization.id, name: organization.name, slug: organization.slug } };
}
