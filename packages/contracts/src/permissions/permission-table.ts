/**
 * Everything that can be allowed, by scope. The words are those of Infisical's permission model so that rules written
 * for it keep their meaning.
 */
export const ORGANIZATION_PERMISSIONS = {
  organization: ["create"],
  project: ["create", "access-all"],
  identity: [
    "read",
    "create",
    "edit",
    "edit-auth",
    "delete",
    "grant-privileges",
    "get-token",
    "create-token",
    "delete-token",
  ],
  member: ["read", "create", "edit", "delete"],
  role: ["read", "create", "edit", "delete"],
  settings: ["read", "edit"],
  "audit-logs": ["read"],
} as const;

export const PROJECT_PERMISSIONS = {
  project: ["edit", "delete"],
  environments: ["read", "create", "edit", "delete"],
  secrets: ["describeSecret", "readValue", "create", "edit", "delete"],
  "secret-folders": ["create", "edit", "delete"],
  "secret-imports": ["read", "create", "edit", "delete"],
  tags: ["read", "create", "edit", "delete"],
  identity: ["read", "create", "edit", "delete", "grant-privileges"],
  member: ["read", "create", "edit", "delete"],
  role: ["read", "create", "edit", "delete"],
} as const;

type PermissionOf<Table extends Record<string, readonly string[]>> = {
  [Subject in keyof Table & string]: `${Subject}:${Table[Subject][number]}`;
}[keyof Table & string];

export type OrganizationPermission = PermissionOf<typeof ORGANIZATION_PERMISSIONS>;
export type ProjectPermission = PermissionOf<typeof PROJECT_PERMISSIONS>;
export type Permission = OrganizationPermission | ProjectPermission;
