import type { OrganizationPermission, PermissionRule, ProjectPermission, RoleScopeKind } from "@podpass/contracts";
import { assertWithin } from "../authorization/privilege-boundary.ts";
import { openProject } from "../authorization/project-access.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { RoleRow } from "./role.repository.ts";

type RolePermission = OrganizationPermission & ProjectPermission & `role:${string}`;

/** Where roles are made and held: an organization, or one project of it. */
export interface OpenRoleScope {
  organizationId: string;
  projectId: string | null;
  kind: RoleScopeKind;
  authorize(permission: RolePermission): void;
  /** Throws `auth.privilege_boundary` unless the caller holds all that the rules allow, and for good: a role lasts. */
  assertWithin(rules: readonly PermissionRule[]): void;
}

/** Opens the organization's roles, or a project's when one is named; throws `project.not_found`. */
export async function openRoleScope(ctx: UseCaseContext, projectId: string | null): Promise<OpenRoleScope> {
  const { organizationId } = ctx;
  if (projectId === null) {
    return {
      organizationId,
      projectId,
      kind: "organization",
      authorize: ctx.authorize,
      assertWithin: (rules) => assertWithin(ctx.organizationRulesUntil(null), rules),
    };
  }
  const access = await openProject(ctx, { id: projectId });
  return {
    organizationId,
    projectId: access.project.id,
    kind: "project",
    authorize: access.authorize,
    assertWithin: (rules) => assertWithin(access.rulesUntil(null), rules, { projectId: access.project.id }),
  };
}

/** The custom role of that id in the scope or `role.not_found`. */
export async function loadRole(store: Store, scope: OpenRoleScope, roleId: string): Promise<RoleRow> {
  const row = await store.roles.find(scope, roleId);
  if (!row) throw new AppError("role.not_found");
  return row;
}
