import type { OrganizationRoleRef, ProjectRoleRef, RoleOutput } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { findHolders } from "./list-role-holders.ts";
import { toRoleOutput, toStoredRules } from "./role-output.ts";
import { loadRole, type OpenRoleScope, openRoleScope } from "./role-scope.ts";

/** How many holders a refusal names. */
const NAMED_HOLDERS = 3;

/** Deletes a role of the organization that nobody holds; `role.in_use` says who does. Answers what was deleted. */
export function deleteOrganizationRole(ctx: UseCaseContext, input: OrganizationRoleRef): Promise<RoleOutput> {
  return deleteRole(ctx, null, input.roleId);
}

/** The same of a role of the project. */
export function deleteProjectRole(ctx: UseCaseContext, input: ProjectRoleRef): Promise<RoleOutput> {
  return deleteRole(ctx, input.projectId, input.roleId);
}

async function deleteRole(ctx: UseCaseContext, projectId: string | null, roleId: string): Promise<RoleOutput> {
  const scope = await openRoleScope(ctx, projectId);
  scope.authorize("role:delete");
  return ctx.transaction(async (tx) => {
    await tx.roles.lock(roleId);
    const role = toRoleOutput(scope.kind, await loadRole(tx, scope, roleId));
    scope.assertWithin(role.rules);
    await assertUnused(tx, scope, roleId, role.slug);
    await tx.roles.delete(roleId);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "role.delete",
      subject: { type: "role", id: roleId },
      ...(scope.projectId === null ? {} : { projectId: scope.projectId }),
      detail: { slug: role.slug, name: role.name, rules: toStoredRules(role.rules) },
    });
    return role;
  });
}

/** A temporary role that is over still stands on its membership, and counts. */
async function assertUnused(tx: Store, scope: OpenRoleScope, roleId: string, slug: string): Promise<void> {
  if (await tx.invitations.gives(roleId)) {
    const message = "An invitation gives this role. Withdraw the invitation first";
    throw new AppError("role.in_use", { message, reason: `role ${roleId} is in use` });
  }
  const holders = await findHolders(tx, scope, { slug, after: null, take: NAMED_HOLDERS + 1 }, new Date(0));
  if (holders.length === 0) return;
  const names = holders.slice(0, NAMED_HOLDERS).map(({ principal }) => principal.name);
  const others = holders.length > NAMED_HOLDERS ? " and others" : "";
  const message = `The role is held by ${names.join(", ")}${others}. Take it from them first`;
  throw new AppError("role.in_use", { message, reason: `role ${roleId} is in use` });
}
