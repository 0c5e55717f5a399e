import { isTemplated, type ResourceAttributes } from "./can.ts";
import { CONDITION_FIELDS } from "./conditions.ts";
import { matchConditions } from "./match-conditions.ts";
import type { PermissionRule } from "./permission-rule.ts";
import type { Permission } from "./permission-table.ts";
import { spellResource } from "./spelled-conditions.ts";

/** Those of the rules that allow or deny the permission on some resource. */
export function rulesSpeakingOf(rules: readonly PermissionRule[], permission: Permission): PermissionRule[] {
  return rules.filter(({ subject, action }) => action.some((name) => `${subject}:${name}` === permission));
}

/**
 * Whether a change of what a resource is could, by one of these rules, allow somebody what was not allowed before: the
 * rule comes to allow it, or no longer denies it. What a template stands for is not known, so that it could be anything.
 */
export function couldOpen(
  rules: readonly PermissionRule[],
  before: ResourceAttributes,
  after: ResourceAttributes,
): boolean {
  const touched = CONDITION_FIELDS.filter((field) => String(before[field]) !== String(after[field]));
  const [was, is] = [spellResource(before), spellResource(after)];
  return rules.some((rule) => {
    const { conditions = {}, inverted = false } = rule;
    if (!touched.some((field) => conditions[field] !== undefined)) return false;
    if (isTemplated(rule)) return true;
    const matches = (resource: typeof was) => matchConditions(conditions, resource, inverted);
    return inverted ? matches(was) && !matches(is) : matches(is) && !matches(was);
  });
}
