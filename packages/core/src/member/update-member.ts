import type { MemberOutput, UpdateMemberInput } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertOrganizationRolesWithin } from "../authorization/privilege-boundary.ts";
import { auditedRoles } from "../role/audited-roles.ts";
import { resolveGrants } from "../role/resolve-grants.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { changeMember } from "./change-member.ts";
import { toMemberOutput } from "./member-output.ts";

/** Replaces a person's roles in the organization. Both the old and the new ones must be within what the actor holds. */
export async function updateMember(ctx: UseCaseContext, input: UpdateMemberInput): Promise<MemberOutput> {
  ctx.authorize("member:edit");
  const { granted, held } = await resolveGrants(ctx, input.roles, null);
  return changeMember(ctx, input.memberId, "member:edit", async (tx, actor, before) => {
    assertOrganizationRolesWithin(actor, before.roles);
    assertOrganizationRolesWithin(actor, held);
    await tx.members.replaceRoles(before.id, granted, ctx.clock.now());
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "member.update",
      subject: { type: "user", id: before.user.id },
      detail: { roles: { before: auditedRoles(before.roles), after: auditedRoles(held) } },
    });
    return toMemberOutput((await tx.members.find(ctx.organizationId, before.id)) ?? before);
  });
}
