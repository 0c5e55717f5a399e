import type { IdentityMembershipOutput, ProjectIdentityRef } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertRolesWithin } from "../authorization/privilege-boundary.ts";
import { openProject } from "../authorization/project-access.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { toMembershipOutput } from "./membership-output.ts";

/** Takes an identity out of the project: its next request for the project's secrets is refused. */
export async function removeProjectIdentity(
  ctx: UseCaseContext,
  input: ProjectIdentityRef,
): Promise<IdentityMembershipOutput> {
  const access = await openProject(ctx, { id: input.projectId });
  access.authorize("identity:delete");
  if (ctx.actor.type === "identity" && ctx.actor.id === input.identityId) throw new AppError("project_membership.own");
  const projectId = access.project.id;
  return ctx.transaction(async (tx) => {
    if (!(await tx.projects.lock(projectId))) throw new AppError("project.not_found");
    const row = await tx.projectMemberships.findOfIdentity(projectId, input.identityId);
    if (!row) throw new AppError("project_membership.not_found");
    assertRolesWithin(ctx, access, row.roles);
    const membership = toMembershipOutput(row);
    await tx.projectMemberships.delete(row.id);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "project_membership.delete",
      subject: { type: "identity", id: input.identityId },
      projectId,
      detail: { roles: membership.roles.map(({ role }) => role) },
    });
    return membership;
  });
}
