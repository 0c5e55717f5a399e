import {
  can,
  type PermissionRule,
  PROJECT_ROLES,
  type ProjectPermission,
  type ResourceAttributes,
} from "@podpass/contracts";
import type { ProjectRow } from "../project/project.repository.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { fillTemplates } from "./fill-templates.ts";
import { rulesHeldAt, rulesHeldThrough, type WindowedRole } from "./role-window.ts";

/** A project of the caller's organization together with what the caller may do in it. */
export interface ProjectAccess {
  project: ProjectRow;
  /** What the caller may do now. */
  rules: readonly PermissionRule[];
  /** What the caller may do now and at every moment until then; null means for ever. */
  rulesUntil(until: Date | null): readonly PermissionRule[];
  /** Throws `auth.permission_denied` unless the caller holds the permission, on the resource when one is named. */
  authorize(permission: ProjectPermission, resource?: ResourceAttributes): void;
}

/**
 * Opens a project for the caller: `project.not_found` for another organization's, or where there is none. The roles are
 * read from data each time and looked at by the clock, so that a changed role holds from the next request on and a
 * temporary one ends on time. A holder of `project:access-all` is its admin.
 */
export async function openProject(
  ctx: UseCaseContext,
  where: { id: string } | { slug: string },
): Promise<ProjectAccess> {
  const principal = principalOf(ctx);
  const found = await ctx.store.projects.findWithRolesOf(ctx.organizationId, where, principal);
  if (!found) throw new AppError("project.not_found");
  const { project, heldRoles } = found;
  const now = ctx.clock.now();
  const rules = await rulesNow(ctx, project.id, heldRoles);
  return {
    project,
    rules,
    // Not filled in: what a template stands for today is nothing to hand on.
    rulesUntil: (until) =>
      mayAccessAllUntil(ctx, until) ? PROJECT_ROLES.admin.rules : rulesHeldThrough("project", heldRoles, now, until),
    authorize(permission, resource) {
      if (!can(rules, permission, resource)) {
        throw new AppError("auth.permission_denied", {
          reason: `lacks ${permission} in project ${project.id}`,
          refused: { permission, projectId: project.id, ...(resource && { resource }) },
        });
      }
    },
  };
}

/** What the caller who holds these roles in a project may do there at this moment. */
export async function rulesNow(
  ctx: UseCaseContext,
  projectId: string,
  heldRoles: readonly WindowedRole[],
): Promise<readonly PermissionRule[]> {
  if (mayAccessAll(ctx)) return PROJECT_ROLES.admin.rules;
  return fillTemplates(ctx, rulesHeldAt("project", heldRoles, ctx.clock.now()), projectId);
}

/** Whether the caller sees every project of the organization. */
export function mayAccessAll(ctx: UseCaseContext): boolean {
  return can(ctx.organizationRules, "project:access-all");
}

/** Whether the caller sees every project until then; null means for ever. */
export function mayAccessAllUntil(ctx: UseCaseContext, until: Date | null): boolean {
  return can(ctx.organizationRulesUntil(until), "project:access-all");
}

/** Which memberships are the caller's. The server itself is a member of nothing. */
export function principalOf(ctx: UseCaseContext): { userId: string } | { identityId: string } | null {
  if (ctx.actor.type === "system") return null;
  return ctx.actor.type === "user" ? { userId: ctx.actor.id } : { identityId: ctx.actor.id };
}
