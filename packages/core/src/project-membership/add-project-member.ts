import { randomUUID } from "node:crypto";
import type {
  AddProjectIdentityInput,
  AddProjectUserInput,
  IdentityMembershipOutput,
  RoleGrant,
  UserMembershipOutput,
} from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { openProject } from "../authorization/project-access.ts";
import { auditedGrants } from "../role/resolve-grants.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { grantRoles } from "./grant-roles.ts";
import { identityPrincipal, type Principal, userPrincipal } from "./principals.ts";

/** Makes an identity of the organization a member of the project, with roles within what the actor holds there. */
export function addProjectIdentity(
  ctx: UseCaseContext,
  input: AddProjectIdentityInput,
): Promise<IdentityMembershipOutput> {
  return addMember(ctx, input, identityPrincipal(input.identityId));
}

/** The same with a member of the organization who is let in. */
export function addProjectUser(ctx: UseCaseContext, input: AddProjectUserInput): Promise<UserMembershipOutput> {
  return addMember(ctx, input, userPrincipal(input.userId));
}

async function addMember<Row, Output>(
  ctx: UseCaseContext,
  input: { projectId: string; roles: RoleGrant[] },
  principal: Principal<Row, Output>,
): Promise<Output> {
  const access = await openProject(ctx, { id: input.projectId });
  access.authorize(`${principal.subject}:create`);
  const roles = await grantRoles(ctx, access, input.roles);
  const projectId = access.project.id;
  return ctx.transaction(async (tx) => {
    if (!(await tx.projects.lock(projectId))) throw new AppError("project.not_found");
    await principal.assertExists(tx, ctx.organizationId);
    const membership = { id: randomUUID(), projectId, principal: principal.key, roles, at: ctx.clock.now() };
    if (!(await tx.projectMemberships.insert(membership))) throw new AppError("project_membership.already_exists");
    const row = await principal.find(tx, projectId);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "project_membership.create",
      subject: { type: principal.type, id: principal.id },
      projectId,
      detail: { roles: auditedGrants(input.roles) },
    });
    return principal.toOutput(row);
  });
}
