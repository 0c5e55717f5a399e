import type { PermissionRule, RoleDefinition, RoleOutput, RoleScopeKind } from "@podpass/contracts";
import type { JsonValue } from "../audit/append-audit-event.ts";
import { rulesOfRole } from "../authorization/role-rules.ts";
import type { RoleRow } from "./role.repository.ts";

/** What the world sees of a role that was made. Rules that no longer mean anything are not shown. */
export function toRoleOutput(kind: RoleScopeKind, row: RoleRow): RoleOutput {
  const { permissions: _permissions, ...role } = row;
  return { ...role, isBuiltIn: false, rules: [...rulesOfRole(kind, { role: null, customRole: row })] };
}

export function toBuiltInOutput({ slug, name, description, rules }: RoleDefinition): RoleOutput {
  const made = { id: null, createdAt: null, updatedAt: null };
  return { ...made, slug, name, description, isBuiltIn: true, rules: [...rules] };
}

/** Rules as a column of JSON takes them. */
export function toStoredRules(rules: readonly PermissionRule[]): Record<string, JsonValue>[] {
  // Rules come out of a schema of texts, lists and records: JSON loses nothing of them but what is undefined.
  return JSON.parse(JSON.stringify(rules)) as Record<string, JsonValue>[];
}
