import { isTemplated, type ResourceAttributes } from "./can.ts";
import { fieldsOf } from "./conditions.ts";
import { matchConditions } from "./match-conditions.ts";
import type { PermissionRule } from "./permission-rule.ts";
import type { Permission } from "./permission-table.ts";

/**
 * Whether a change of what a resource is could, by this rule, allow somebody what was not allowed before: the rule comes
 * to allow it, or no longer denies it. What a template stands for is not known, so that it could be anything.
 */
export function couldOpen(
  rule: PermissionRule,
  permission: Permission,
  before: ResourceAttributes,
  after: ResourceAttributes,
): boolean {
  const { subject, action, conditions = {}, inverted = false } = rule;
  if (!action.some((name) => `${subject}:${name}` === permission)) return false;
  const isTouched = fieldsOf(conditions).some(({ field }) => String(before[field]) !== String(after[field]));
  if (!isTouched) return false;
  if (isTemplated(rule)) return true;
  const matches = (resource: ResourceAttributes) => matchConditions(conditions, resource, inverted);
  return inverted ? matches(before) && !matches(after) : matches(after) && !matches(before);
}
