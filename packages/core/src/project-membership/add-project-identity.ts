import { randomUUID } from "node:crypto";
import type { AddProjectIdentityInput, IdentityMembershipOutput } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { openProject } from "../authorization/project-access.ts";
import { loadIdentity } from "../identity/identity-output.ts";
import { auditedGrants } from "../role/resolve-grants.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { grantRoles } from "./grant-roles.ts";
import { toMembershipOutput } from "./membership-output.ts";

/** Makes an identity of the organization a member of the project, with roles within what the actor holds there. */
export async function addProjectIdentity(
  ctx: UseCaseContext,
  input: AddProjectIdentityInput,
): Promise<IdentityMembershipOutput> {
  const access = await openProject(ctx, { id: input.projectId });
  access.authorize("identity:create");
  const roles = await grantRoles(ctx, access, input.roles);
  const projectId = access.project.id;
  return ctx.transaction(async (tx) => {
    if (!(await tx.projects.lock(projectId))) throw new AppError("project.not_found");
    await loadIdentity(tx, input.identityId, ctx.organizationId);
    const isNew = await tx.projectMemberships.insert({
      id: randomUUID(),
      projectId,
      principal: { identityId: input.identityId },
      roles,
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
      detail: { roles: auditedGrants(input.roles) },
    });
    return toMembershipOutput(row);
  });
}
