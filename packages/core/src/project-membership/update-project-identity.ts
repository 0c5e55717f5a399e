import type { IdentityMembershipOutput, UpdateProjectIdentityInput } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertRolesWithin } from "../authorization/privilege-boundary.ts";
import { openProject } from "../authorization/project-access.ts";
import { slugOfRole } from "../authorization/role-rules.ts";
import { auditedGrants } from "../role/resolve-grants.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { grantRoles } from "./grant-roles.ts";
import { toMembershipOutput } from "./membership-output.ts";

/** Replaces an identity's roles in the project. Both the old and the new ones must be within what the actor holds. */
export async function updateProjectIdentity(
  ctx: UseCaseContext,
  input: UpdateProjectIdentityInput,
): Promise<IdentityMembershipOutput> {
  const access = await openProject(ctx, { id: input.projectId });
  access.authorize("identity:edit");
  const roles = await grantRoles(ctx, access, input.roles);
  const projectId = access.project.id;
  return ctx.transaction(async (tx) => {
    if (!(await tx.projects.lock(projectId))) throw new AppError("project.not_found");
    const before = await tx.projectMemberships.findOfIdentity(projectId, input.identityId);
    if (!before) throw new AppError("project_membership.not_found");
    assertRolesWithin(ctx, access, before.roles);
    await tx.projectMemberships.replaceRoles(before.id, roles, ctx.clock.now());
    const after = await tx.projectMemberships.findOfIdentity(projectId, input.identityId);
    if (!after) throw new AppError("project_membership.not_found");
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "project_membership.update",
      subject: { type: "identity", id: input.identityId },
      projectId,
      detail: {
        roles: { before: before.roles.map(slugOfRole), after: auditedGrants(input.roles) },
      },
    });
    return toMembershipOutput(after);
  });
}
