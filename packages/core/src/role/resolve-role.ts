import { builtInRole, type PermissionRule } from "@podpass/contracts";
import { type HeldRole, rulesOfRole } from "../authorization/role-rules.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** A role as it is stored on a membership, with what it allows. */
export interface ResolvedRole {
  role: string | null;
  customRoleId: string | null;
  /** As a membership would hold it. */
  held: HeldRole;
  rules: readonly PermissionRule[];
}

/** Finds a role by slug, built-in first; throws `role.not_found`. `projectId` null means an organization role. */
export async function resolveRole(ctx: UseCaseContext, slug: string, projectId: string | null): Promise<ResolvedRole> {
  const scope = projectId === null ? "organization" : "project";
  const builtIn = builtInRole(scope, slug);
  if (builtIn) {
    const { slug: role, rules } = builtIn;
    return { role, customRoleId: null, held: { role, customRole: null }, rules };
  }
  const custom = await ctx.store.roles.findBySlug({ organizationId: ctx.organizationId, projectId }, slug);
  if (!custom) throw new AppError("role.not_found", { message: `Role "${slug}" not found` });
  const held = { role: null, customRole: custom };
  return { role: null, customRoleId: custom.id, held, rules: rulesOfRole(scope, held) };
}
