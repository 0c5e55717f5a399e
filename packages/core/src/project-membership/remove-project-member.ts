import type {
  IdentityMembershipOutput,
  ProjectIdentityRef,
  ProjectUserRef,
  UserMembershipOutput,
} from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertRolesWithin } from "../authorization/privilege-boundary.ts";
import { openProject } from "../authorization/project-access.ts";
import { auditedRoles } from "../role/audited-roles.ts";
import { actorId } from "../shared/actor.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { identityPrincipal, type Principal, userPrincipal } from "./principals.ts";
import type { IdentityMembershipRow } from "./project-membership.repository.ts";

/** Takes an identity out of the project: its next request for the project's secrets is refused. */
export function removeProjectIdentity(
  ctx: UseCaseContext,
  input: ProjectIdentityRef,
): Promise<IdentityMembershipOutput> {
  return removeMember(ctx, input.projectId, identityPrincipal(input.identityId));
}

/** The same with a person; what they may do by their roles in the organization stays. */
export function removeProjectUser(ctx: UseCaseContext, input: ProjectUserRef): Promise<UserMembershipOutput> {
  return removeMember(ctx, input.projectId, userPrincipal(input.userId));
}

async function removeMember<Row extends Pick<IdentityMembershipRow, "id" | "roles">, Output>(
  ctx: UseCaseContext,
  id: string,
  principal: Principal<Row, Output>,
): Promise<Output> {
  const access = await openProject(ctx, { id });
  access.authorize(`${principal.subject}:delete`);
  if (ctx.actor.type === principal.type && actorId(ctx.actor) === principal.id) {
    throw new AppError("project_membership.own");
  }
  const projectId = access.project.id;
  return ctx.transaction(async (tx) => {
    if (!(await tx.projects.lock(projectId))) throw new AppError("project.not_found");
    const row = await principal.find(tx, projectId);
    await assertRolesWithin(ctx, access, row.roles);
    await tx.projectMemberships.delete(row.id);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "project_membership.delete",
      subject: { type: principal.type, id: principal.id },
      projectId,
      detail: { roles: auditedRoles(row.roles) },
    });
    return principal.toOutput(row);
  });
}
