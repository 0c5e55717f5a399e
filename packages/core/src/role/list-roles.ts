import {
  ORGANIZATION_ROLES,
  PROJECT_ROLES,
  type ProjectRef,
  type RoleDefinition,
  type RoleList,
} from "@podpass/contracts";
import { openProject } from "../authorization/project-access.ts";
import { rulesOfRole } from "../authorization/role-rules.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** The roles an identity or user can have in the organization. */
export async function listOrganizationRoles(ctx: UseCaseContext): Promise<RoleList> {
  ctx.authorize("role:read");
  return list(ctx, ORGANIZATION_ROLES, null);
}

/** The roles an identity or user can have in the project. */
export async function listProjectRoles(ctx: UseCaseContext, input: ProjectRef): Promise<RoleList> {
  const { project, authorize } = await openProject(ctx, { id: input.projectId });
  authorize("role:read");
  return list(ctx, PROJECT_ROLES, project.id);
}

async function list(
  ctx: UseCaseContext,
  builtIns: Record<string, RoleDefinition>,
  projectId: string | null,
): Promise<RoleList> {
  const scope = projectId === null ? "organization" : "project";
  const customRoles = await ctx.store.roles.list(ctx.organizationId, projectId);
  return {
    items: [
      ...Object.values(builtIns).map((role) => ({ ...role, rules: [...role.rules], isBuiltIn: true })),
      ...customRoles.map((role) => ({
        slug: role.slug,
        name: role.name,
        description: role.description,
        isBuiltIn: false,
        rules: [...rulesOfRole(scope, { role: null, customRole: role })],
      })),
    ],
  };
}
