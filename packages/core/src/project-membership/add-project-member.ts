import { randomUUID } from "node:crypto";
import type {
  AddProjectIdentityInput,
  AddProjectUserInput,
  AddProjectUsersByEmailInput,
  IdentityMembershipOutput,
  RoleGrant,
  UserMembershipOutput,
} from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { openProject } from "../authorization/project-access.ts";
import { auditedRoles } from "../role/audited-roles.ts";
import type { ResolvedGrants } from "../role/resolve-grants.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
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

/**
 * The same with several, named by the addresses they sign in with: all of them or none. Whoever is in the project already
 * stays as they are, and is not among the answer. Throws `member.not_found`, naming the address that is no member's.
 */
export async function addProjectUsersByEmail(
  ctx: UseCaseContext,
  input: AddProjectUsersByEmailInput,
): Promise<UserMembershipOutput[]> {
  const access = await openProject(ctx, { id: input.projectId });
  access.authorize("member:create");
  const roles = await grantRoles(ctx, access, input.roles);
  return ctx.transaction(async (tx) => {
    if (!(await tx.projects.lock(input.projectId))) throw new AppError("project.not_found");
    const added: UserMembershipOutput[] = [];
    for (const email of new Set(input.emails)) {
      const principal = await memberWithAddress(tx, ctx, email);
      if (!(await insertMember(tx, ctx, input.projectId, principal, roles))) continue;
      added.push(principal.toOutput(await principal.find(tx, input.projectId)));
    }
    return added;
  });
}

async function memberWithAddress(tx: Store, { organizationId }: UseCaseContext, email: string) {
  const member = await tx.members.findByEmail(organizationId, email);
  if (!member || member.deactivatedAt !== null || !(await tx.members.keepIn(organizationId, member.user.id))) {
    const message = `'${email}' is not a member of this organization. Invite them in the dashboard first`;
    throw new AppError("member.not_found", { message });
  }
  return userPrincipal(member.user.id);
}

async function addMember<Row, Output>(
  ctx: UseCaseContext,
  input: { projectId: string; roles: RoleGrant[] },
  principal: Principal<Row, Output>,
): Promise<Output> {
  const access = await openProject(ctx, { id: input.projectId });
  access.authorize(`${principal.subject}:create`);
  const roles = await grantRoles(ctx, access, input.roles);
  return ctx.transaction(async (tx) => {
    if (!(await tx.projects.lock(input.projectId))) throw new AppError("project.not_found");
    await principal.assertExists(tx, ctx.organizationId);
    if (!(await insertMember(tx, ctx, input.projectId, principal, roles))) {
      throw new AppError("project_membership.already_exists");
    }
    return principal.toOutput(await principal.find(tx, input.projectId));
  });
}

/** Writes the membership with its audit event. False, and nothing done, when the principal is a member already. */
export async function insertMember(
  tx: Store,
  ctx: UseCaseContext,
  projectId: string,
  principal: Pick<Principal<unknown, unknown>, "type" | "id" | "key">,
  { granted, held }: ResolvedGrants,
): Promise<boolean> {
  const membership = { id: randomUUID(), projectId, principal: principal.key, roles: granted, at: ctx.clock.now() };
  if (!(await tx.projectMemberships.insert(membership))) return false;
  await appendAuditEvent(tx, ctx, {
    organizationId: ctx.organizationId,
    actor: ctx.actor,
    action: "project_membership.create",
    subject: { type: principal.type, id: principal.id },
    projectId,
    detail: { roles: auditedRoles(held) },
  });
  return true;
}
