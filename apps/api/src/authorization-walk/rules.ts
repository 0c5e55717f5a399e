import {
  ORGANIZATION_PERMISSIONS,
  ORGANIZATION_ROLES,
  type PermissionRule,
  PROJECT_PERMISSIONS,
  PROJECT_ROLES,
} from "@podpass/contracts";
import type { Held } from "./needs.ts";

const TABLES: Record<string, Record<string, readonly string[]>> = {
  organization: ORGANIZATION_PERMISSIONS,
  project: PROJECT_PERMISSIONS,
};

/** What a role of the walker's allows. */
export type Rules = { subject: string; action: string[] }[];

/** All that can be allowed in a scope, but one permission. */
export function allBut(scope: "organization" | "project", permission: string): Rules {
  return Object.entries(TABLES[scope] ?? {})
    .map(([subject, actions]) => ({
      subject,
      action: actions.filter((action) => `${subject}:${action}` !== permission),
    }))
    .filter(({ action }) => action.length > 0);
}

/** A role that allows this and nothing else; where any role will do, one that allows something else. */
export function exactly(permissions: readonly string[]): Rules {
  return (permissions.length === 0 ? ["tags:delete"] : permissions).map((permission) => {
    const [subject = "", action = ""] = permission.split(":");
    return { subject, action: [action] };
  });
}

/** What whoever has these built-in roles holds. */
export function heldBy(
  organizationRole: keyof typeof ORGANIZATION_ROLES,
  projectRole: keyof typeof PROJECT_ROLES,
): Held {
  const organization: readonly PermissionRule[] = ORGANIZATION_ROLES[organizationRole].rules;
  // Who may open every project of the organization is its admin.
  const role = organizationRole === "admin" ? "admin" : projectRole;
  return { organization, project: PROJECT_ROLES[role].rules };
}
