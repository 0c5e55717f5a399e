import type { MemberOutput, MemberRef } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertOrganizationRolesWithin } from "../authorization/privilege-boundary.ts";
import { auditedRoles } from "../role/audited-roles.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { changeMember } from "./change-member.ts";
import type { MemberRow } from "./member.repository.ts";
import { assertHoldsProjectsOf, assertIsOther } from "./member-boundary.ts";
import { toMemberOutput } from "./member-output.ts";

/**
 * Takes a person out of the organization and all its projects, with their own values of its secrets. Their next request
 * is refused on every replica; with no other organization left, their sessions end. Answers who was removed.
 */
export async function removeMember(ctx: UseCaseContext, { memberId }: MemberRef): Promise<MemberOutput> {
  ctx.authorize("member:delete");
  await assertHoldsProjectsOf(ctx, memberId);
  return changeMember(ctx, memberId, "member:delete", async (tx, actor, member) => {
    assertIsOther(ctx, member);
    assertOrganizationRolesWithin(actor, member.roles);
    await takeOut(tx, ctx, member, "member.remove");
    return toMemberOutput(member);
  });
}

/** Takes the person who acts out of the organization, as `removeMember` does with others. */
export async function leaveOrganization(ctx: UseCaseContext): Promise<void> {
  const own = ctx.actor.type === "user" ? await ctx.store.members.findOfUser(ctx.organizationId, ctx.actor.id) : null;
  if (!own) throw new AppError("member.not_found");
  await changeMember(ctx, own.id, null, (tx, _actor, member) => takeOut(tx, ctx, member, "member.leave"));
}

async function takeOut(
  tx: Store,
  ctx: UseCaseContext,
  member: MemberRow,
  action: "member.remove" | "member.leave",
): Promise<void> {
  await tx.members.delete(ctx.organizationId, member);
  await tx.members.endSessionsOfOutsider(member.user.id);
  await appendAuditEvent(tx, ctx, {
    organizationId: ctx.organizationId,
    actor: ctx.actor,
    action,
    subject: { type: "user", id: member.user.id },
    // With the name: it is what the organization calls them from then on.
    detail: { name: member.user.name, email: member.user.email, roles: auditedRoles(member.roles) },
  });
}
