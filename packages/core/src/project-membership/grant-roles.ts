import type { RoleGrant } from "@podpass/contracts";
import { assertRolesWithin } from "../authorization/privilege-boundary.ts";
import type { ProjectAccess } from "../authorization/project-access.ts";
import { type ResolvedGrants, resolveGrants } from "../role/resolve-grants.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/**
 * Finds the roles and refuses any that holds more than the actor does in this project, or holds it longer. Throws
 * `role.not_found`, `auth.privilege_boundary`, or `request.invalid` for a window that ends before it starts.
 */
export async function grantRoles(
  ctx: UseCaseContext,
  access: ProjectAccess,
  grants: readonly RoleGrant[],
): Promise<ResolvedGrants> {
  const resolved = await resolveGrants(ctx, grants, access.project.id);
  await assertRolesWithin(ctx, access, resolved.held);
  return resolved;
}
