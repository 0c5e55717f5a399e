import { can, type PermissionRule } from "./can.ts";
import type { Permission } from "./permission-table.ts";

/**
 * Nobody hands on more than they hold: whether all that the target's rules allow is allowed to the actor too. A target
 * rule with conditions counts as the whole action; an actor's permission that is bound to conditions does not cover it,
 * and one that is taken away under conditions is not held at all, which errs on the safe side.
 */
export function isWithin(actorRules: readonly PermissionRule[], targetRules: readonly PermissionRule[]): boolean {
  const actorUnconditional = actorRules
    .filter((rule) => rule.inverted || !rule.conditions)
    .map(({ conditions: _conditions, ...rule }) => rule);
  return targetRules
    .filter((rule) => !rule.inverted)
    .every((rule) =>
      // The pair comes from stored rules; can() allows only pairs that some rule of the actor names.
      rule.action.every((action) => can(actorUnconditional, `${rule.subject}:${action}` as Permission)),
    );
}
