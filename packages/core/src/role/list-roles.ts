import {
  ORGANIZATION_ROLES,
  type OrganizationRoleRef,
  PROJECT_ROLES,
  type ProjectRef,
  type ProjectRoleRef,
  type RoleDefinition,
  type RoleList,
  type RoleOutput,
} from "@podpass/contracts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { toBuiltInOutput, toRoleOutput } from "./role-output.ts";
import { loadRole, openRoleScope } from "./role-scope.ts";

/** The roles an identity or user can have in the organization: the built-in ones, then the others by name. */
export function listOrganizationRoles(ctx: UseCaseContext): Promise<RoleList> {
  return list(ctx, null);
}

/** The roles an identity or user can have in the project. */
export function listProjectRoles(ctx: UseCaseContext, input: ProjectRef): Promise<RoleList> {
  return list(ctx, input.projectId);
}

/** One role of the organization that was made. */
export function getOrganizationRole(ctx: UseCaseContext, input: OrganizationRoleRef): Promise<RoleOutput> {
  return get(ctx, null, input.roleId);
}

/** One role of the project that was made. */
export function getProjectRole(ctx: UseCaseContext, input: ProjectRoleRef): Promise<RoleOutput> {
  return get(ctx, input.projectId, input.roleId);
}

/** The same by the role's id alone: some clients know nothing else of it. */
export async function getProjectRoleById(
  ctx: UseCaseContext,
  roleId: string,
): Promise<{ projectId: string; role: RoleOutput }> {
  const projectId = await ctx.store.roles.findProjectIdOf(roleId, ctx.organizationId);
  if (projectId === null) throw new AppError("role.not_found");
  return { projectId, role: await get(ctx, projectId, roleId) };
}

/** A role of the project by its slug, built-in or made. */
export async function getProjectRoleBySlug(
  ctx: UseCaseContext,
  input: ProjectRef & { slug: string },
): Promise<RoleOutput> {
  const { items } = await list(ctx, input.projectId);
  const role = items.find(({ slug }) => slug === input.slug);
  if (!role) throw new AppError("role.not_found");
  return role;
}

async function list(ctx: UseCaseContext, projectId: string | null): Promise<RoleList> {
  const scope = await openRoleScope(ctx, projectId);
  scope.authorize("role:read");
  const builtIns: RoleDefinition[] = Object.values(projectId === null ? ORGANIZATION_ROLES : PROJECT_ROLES);
  const made = await ctx.store.roles.list(scope);
  return { items: [...builtIns.map(toBuiltInOutput), ...made.map((row) => toRoleOutput(scope.kind, row))] };
}

async function get(ctx: UseCaseContext, projectId: string | null, roleId: string): Promise<RoleOutput> {
  const scope = await openRoleScope(ctx, projectId);
  scope.authorize("role:read");
  return toRoleOutput(scope.kind, await loadRole(ctx.store, scope, roleId));
}
