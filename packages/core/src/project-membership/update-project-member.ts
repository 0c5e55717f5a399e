import type {
  IdentityMembershipOutput,
  RoleGrant,
  UpdateProjectIdentityInput,
  UpdateProjectUserInput,
  UserMembershipOutput,
} from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertRolesWithin } from "../authorization/privilege-boundary.ts";
import { openProject } from "../authorization/project-access.ts";
import { auditedRoles } from "../role/audited-roles.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { grantRoles } from "./grant-roles.ts";
import { identityPrincipal, type Principal, userPrincipal } from "./principals.ts";
import type { IdentityMembershipRow } from "./project-membership.repository.ts";

/** Replaces an identity's roles in the project. Both the old and the new ones must be within what the actor holds. */
export function updateProjectIdentity(
  ctx: UseCaseContext,
  input: UpdateProjectIdentityInput,
): Promise<IdentityMembershipOutput> {
  return updateMember(ctx, input, identityPrincipal(input.identityId));
}

/** The same of a person's roles. */
export function updateProjectUser(ctx: UseCaseContext, input: UpdateProjectUserInput): Promise<UserMembershipOutput> {
  return updateMember(ctx, input, userPrincipal(input.userId));
}

async function updateMember<Row extends Pick<IdentityMembershipRow, "id" | "roles">, Output>(
  ctx: UseCaseContext,
  input: { projectId: string; roles: RoleGrant[] },
  principal: Principal<Row, Output>,
): Promise<Output> {
  const access = await openProject(ctx, { id: input.projectId });
  access.authorize(`${principal.subject}:edit`);
  const { granted, held } = await grantRoles(ctx, access, input.roles);
  const projectId = access.project.id;
  return ctx.transaction(async (tx) => {
    if (!(await tx.projects.lock(projectId))) throw new AppError("project.not_found");
    const before = await principal.find(tx, projectId);
    await assertRolesWithin(ctx, access, before.roles);
    await tx.projectMemberships.replaceRoles(before.id, granted, ctx.clock.now());
    const after = await principal.find(tx, projectId);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "project_membership.update",
      subject: { type: principal.type, id: principal.id },
      projectId,
      detail: { roles: { before: auditedRoles(before.roles), after: auditedRoles(held) } },
    });
    return principal.toOutput(after);
  });
}
