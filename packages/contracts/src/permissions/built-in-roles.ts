import type { PermissionRule } from "./permission-rule.ts";
import { ORGANIZATION_PERMISSIONS, PROJECT_PERMISSIONS } from "./permission-table.ts";

export interface RoleDefinition {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly rules: readonly PermissionRule[];
}

function everythingIn(table: Record<string, readonly string[]>): PermissionRule[] {
  return Object.entries(table).map(([subject, action]) => ({ subject, action: [...action] }));
}

export const ORGANIZATION_ROLES = {
  admin: {
    slug: "admin",
    name: "Admin",
    description: "Full control of the organization",
    rules: everythingIn(ORGANIZATION_PERMISSIONS),
  },
  member: {
    slug: "member",
    name: "Member",
    description: "Creates projects and manages identities, without granting what they do not hold",
    rules: [
      { subject: "project", action: ["create"] },
      {
        subject: "identity",
        action: ["read", "create", "edit", "edit-auth", "delete", "get-token", "create-token", "delete-token"],
      },
      { subject: "member", action: ["read"] },
      { subject: "role", action: ["read"] },
      { subject: "settings", action: ["read"] },
      { subject: "audit-logs", action: ["read"] },
    ],
  },
  "no-access": {
    slug: "no-access",
    name: "No Access",
    description: "Nothing in the organization; what it may do comes from its projects",
    rules: [],
  },
} as const satisfies Record<string, RoleDefinition>;

export const PROJECT_ROLES = {
  admin: {
    slug: "admin",
    name: "Admin",
    description: "Full control of the project",
    rules: everythingIn(PROJECT_PERMISSIONS),
  },
  member: {
    slug: "member",
    name: "Developer",
    description: "Works with secrets, environments and identities of the project, and lets people in",
    rules: [
      { subject: "environments", action: ["read", "create", "edit", "delete"] },
      { subject: "secrets", action: ["describeSecret", "readValue", "create", "edit", "delete"] },
      { subject: "secret-folders", action: ["create", "edit", "delete"] },
      { subject: "secret-imports", action: ["read", "create", "edit", "delete"] },
      { subject: "tags", action: ["read", "create", "edit", "delete"] },
      { subject: "identity", action: ["read", "create", "edit", "delete"] },
      { subject: "member", action: ["read", "create"] },
      { subject: "role", action: ["read"] },
    ],
  },
  viewer: {
    slug: "viewer",
    name: "Viewer",
    description: "Reads the project's secrets",
    rules: [
      { subject: "environments", action: ["read"] },
      { subject: "secrets", action: ["describeSecret", "readValue"] },
      { subject: "secret-imports", action: ["read"] },
      { subject: "tags", action: ["read"] },
      { subject: "identity", action: ["read"] },
      { subject: "member", action: ["read"] },
      { subject: "role", action: ["read"] },
    ],
  },
  "no-access": {
    slug: "no-access",
    name: "No Access",
    description: "Nothing in the project",
    rules: [],
  },
} as const satisfies Record<string, RoleDefinition>;

/** Where a role is held: its rules speak of an organization or of a project. */
export type RoleScopeKind = "organization" | "project";

/** The built-in role of that slug, or undefined; inherited object members are not roles. */
export function builtInRole(scope: RoleScopeKind, slug: string): RoleDefinition | undefined {
  const roles: Record<string, RoleDefinition> = scope === "organization" ? ORGANIZATION_ROLES : PROJECT_ROLES;
  return Object.hasOwn(roles, slug) ? roles[slug] : undefined;
}
