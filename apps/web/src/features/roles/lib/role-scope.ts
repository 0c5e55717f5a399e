import { isWithin, ORGANIZATION_PERMISSIONS, type PermissionRule, PROJECT_PERMISSIONS } from "@podpass/contracts";
import type { RouterOutputs } from "#lib/trpc.ts";

/** Where roles are made and held: the organization, or the project of that id. */
export type RoleScope = { projectId: string | null };

/** As the dashboard gets it: instants are texts. */
export type Role = RouterOutputs["role"]["listProject"]["items"][number];

/** Everything that rules of a scope may name. */
export function permissionsOf({ projectId }: RoleScope): Readonly<Record<string, readonly string[]>> {
  return projectId === null ? ORGANIZATION_PERMISSIONS : PROJECT_PERMISSIONS;
}

/** Whether whoever holds `mine` may give an action of a subject, on everything. */
export function mayGive(mine: readonly PermissionRule[], subject: string, action: string): boolean {
  return isWithin(mine, [{ subject, action: [action] }]);
}
