import { randomUUID } from "node:crypto";
import type { AddProjectIdentityInput, IdentityMembershipOutput } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertWithin } from "../authorization/privilege-boundary.ts";
import { openProject, type ProjectAccess } from "../authorization/project-access.ts";
import { loadIdentity } from "../identity/identity-output.ts";
import { type ResolvedRole, resolveRole } from "../role/resolve-role.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { toMembershipOutput } from "./membership-output.ts";

/** Makes an identity of the organization a member of the project, with roles within what the actor holds there. */
export async function addProjectIdentity(
  ctx: UseCaseContext,
  input: AddProjectIdentityInput,
): Promise<IdentityMembershipOutput> {
  const access = await openProject(ctx, { id: input.projectId });
  access.authorize("identity:create");
  const roles = await grantableRoles(ctx, access, input.roles);
  const projectId = access.project.id;
  return ctx.transaction(async (tx) => {
    if (!(await tx.projects.lock(projectId))) throw new AppError("project.not_found");
    await loadIdentity(tx, input.identityId, ctx.organizationId);
    const isNew = await tx.projectMemberships.insert({
      id: randomUUID(),
      projectId,
      principal: { identityId: input.identityId },
      roles: roles.map(({ role, customRoleId }) => ({ role, customRoleId })),
      at: ctx.clock.now(),
    });
    if (!isNew) throw new AppError("project_membership.already_exists");
    const row = await tx.projectMemberships.findOfIdentity(projectId, input.identityId);
    if (!row) throw new AppError("project_membership.not_found");
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "project_membership.create",
      subject: { type: "identity", id: input.identityId },
      projectId,
      detail: { roles: input.roles },
    });
    return toMembershipOutput(row);
  });
}

/** Finds the roles and refuses any that holds more than the actor does in this project. */
export async function grantableRoles(
  ctx: UseCaseContext,
  access: ProjectAccess,
  slugs: readonly string[],
): Promise<ResolvedRole[]> {
  const roles = await Promise.all(slugs.map((slug) => resolveRole(ctx, slug, access.project.id)));
  for (const role of roles) assertWithin(access.rulesUntil(null), role.rules);
  return roles;
}
