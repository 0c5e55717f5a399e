import { can, type OrganizationPermission, type PermissionRule, type ProjectPermission } from "@podpass/contracts";

/** What a call asks of its caller. Several permissions are all needed. */
export type Needs =
  /** Nothing: the caller is not known yet, or brings the proof in the body. */
  | { of: "anybody" }
  /** A session or an access token; what is answered is about the caller or what the caller may see. */
  | { of: "known" }
  | { of: "organization"; permissions: readonly OrganizationPermission[] }
  /** In the project that is named; an empty list asks for any role in it. */
  | { of: "project"; permissions: readonly ProjectPermission[] }
  /** Both in the organization and in the project that is named. */
  | { of: "both"; organization: OrganizationPermission; project: ProjectPermission };

export const ANYBODY: Needs = { of: "anybody" };
export const KNOWN: Needs = { of: "known" };
export const ANY_ROLE: Needs = { of: "project", permissions: [] };

export function organization(...permissions: OrganizationPermission[]): Needs {
  return { of: "organization", permissions };
}

export function project(...permissions: ProjectPermission[]): Needs {
  return { of: "project", permissions };
}

export function both(needs: { organization: OrganizationPermission; project: ProjectPermission }): Needs {
  return { of: "both", ...needs };
}

/** What a caller holds: rules of the organization, and of the project that a call names. */
export interface Held {
  organization: readonly PermissionRule[];
  project: readonly PermissionRule[];
}

/** Whether a known caller who holds this is let through. */
export function isAllowed(needs: Needs, held: Held): boolean {
  if (needs.of === "anybody" || needs.of === "known") return true;
  if (needs.of === "both") return can(held.organization, needs.organization) && can(held.project, needs.project);
  if (needs.of === "organization") return needs.permissions.every((permission) => can(held.organization, permission));
  return held.project.length > 0 && needs.permissions.every((permission) => can(held.project, permission));
}

/** Each permission that a call needs, with its scope. */
export function permissionsOf(needs: Needs): readonly string[] {
  return needs.of === "organization" || needs.of === "project" ? needs.permissions : [];
}
