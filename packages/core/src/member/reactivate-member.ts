import type { MemberOutput, MemberRef } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertOrganizationRolesWithin } from "../authorization/privilege-boundary.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { changeMember } from "./change-member.ts";
import { assertHoldsProjectsOf } from "./member-boundary.ts";
import { toMemberOutput } from "./member-output.ts";

/** Lets a person in again, with the roles they had: which gives them, and so asks that the actor holds them all. */
export async function reactivateMember(ctx: UseCaseContext, { memberId }: MemberRef): Promise<MemberOutput> {
  ctx.authorize("member:edit");
  await assertHoldsProjectsOf(ctx, memberId);
  return changeMember(ctx, memberId, "member:edit", async (tx, actor, member) => {
    assertOrganizationRolesWithin(actor, member.roles);
    if (member.deactivatedAt === null) return toMemberOutput(member);
    await tx.members.setDeactivatedAt(memberId, null, ctx.clock.now());
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "member.reactivate",
      subject: { type: "user", id: member.user.id },
    });
    return toMemberOutput({ ...member, deactivatedAt: null });
  });
}
