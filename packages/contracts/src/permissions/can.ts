import { subject as asSubject, createMongoAbility, type MongoAbility } from "@casl/ability";
import { z } from "zod";
import type { Permission } from "./permission-table.ts";

/** One line of a role, stored as data. `inverted` denies; a later rule wins over an earlier one. */
export const PermissionRule = z.object({
  subject: z.string().min(1).max(64),
  action: z.array(z.string().min(1).max(64)).min(1).max(32),
  conditions: z.record(z.string(), z.unknown()).optional(),
  inverted: z.boolean().optional(),
});
export type PermissionRule = z.output<typeof PermissionRule>;

/** What conditions may speak of: where a secret lives and what it is called. */
export interface ResourceAttributes {
  environment?: string;
  secretPath?: string;
  secretName?: string;
}

const abilities = new WeakMap<readonly PermissionRule[], MongoAbility>();

function abilityOf(rules: readonly PermissionRule[]): MongoAbility {
  const known = abilities.get(rules);
  if (known) return known;
  const ability = createMongoAbility(rules.map((rule) => ({ ...rule })));
  abilities.set(rules, ability);
  return ability;
}

/**
 * The one question of authorization, asked by the server and by the dashboard alike: do these rules allow the
 * permission, on this resource when one is given? Nothing is allowed that no rule names.
 */
export function can(rules: readonly PermissionRule[], permission: Permission, resource?: ResourceAttributes): boolean {
  const separator = permission.indexOf(":");
  const subject = permission.slice(0, separator);
  const action = permission.slice(separator + 1);
  // CASL tags the object it is given, so it gets a copy.
  return abilityOf(rules).can(action, resource ? asSubject(subject, { ...resource }) : subject);
}
