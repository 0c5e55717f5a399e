import { builtInRole, type PermissionRule } from "@podpass/contracts";
import { rulesOfRole } from "../authorization/role-rules.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** A role as it is stored on a membership, with what it allows. */
export interface ResolvedRole {
  role: string | null;
  customRoleId: string | null;
  rules: readonly PermissionRule[];
}

/** Finds a role by slug, built-in first; throws `role.not_found`. `projectId` null means an organization role. */
export async function resolveRole(ctx: UseCaseContext, slug: string, projectId: string | null): Promise<ResolvedRole> {
  const scope = projectId === null ? "organization" : "project";
  const builtIn = builtInRole(scope, slug);
  if (builtIn) return { role: builtIn.slug, customRoleId: null, rules: builtIn.rules };
  const custom = await ctx.store.roles.findBySlug(ctx.organizationId, projectId, slug);
  if (!custom) throw new AppError("role.not_found", { message: `Role "${slug}" not found` });
  return { role: null, customRoleId: custom.id, rules: rulesOfRole(scope, { role: null, customRole: custom }) };
}
