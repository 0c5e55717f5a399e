import type { MemberOutput, MemberRef } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertOrganizationRolesWithin } from "../authorization/privilege-boundary.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { changeMember } from "./change-member.ts";
import { assertHoldsProjectsOf, assertIsOther } from "./member-boundary.ts";
import { toMemberOutput } from "./member-output.ts";

/**
 * No longer lets a person into the organization, and keeps what they hold in it for when they are let in again. Their next
 * request is refused on every replica; with no other organization left, their sessions end.
 */
export async function deactivateMember(ctx: UseCaseContext, { memberId }: MemberRef): Promise<MemberOutput> {
  ctx.authorize("member:edit");
  await assertHoldsProjectsOf(ctx, memberId);
  return changeMember(ctx, memberId, "member:edit", async (tx, actor, member) => {
    assertIsOther(ctx, member);
    assertOrganizationRolesWithin(actor, member.roles);
    if (member.deactivatedAt !== null) return toMemberOutput(member);
    const deactivatedAt = ctx.clock.now();
    await tx.members.setDeactivatedAt(memberId, deactivatedAt, deactivatedAt);
    await tx.members.endSessionsOfOutsider(member.user.id);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "member.deactivate",
      subject: { type: "user", id: member.user.id },
    });
    return toMemberOutput({ ...member, deactivatedAt });
  });
}
