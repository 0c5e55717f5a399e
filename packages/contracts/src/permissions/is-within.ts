import { isTemplated, settle } from "./can.ts";
import type { Conditions } from "./conditions.ts";
import { areConditionsDisjoint, areConditionsWithin, type Work } from "./conditions-within.ts";
import type { PermissionRule } from "./permission-rule.ts";

/** Rules come from whoever may make a role, and nobody else is served while they are compared. */
const MAX_STEPS = 250_000;

/**
 * Nobody hands on more than they hold: whether all that the target's rules allow is allowed to the actor too.
 *
 * Sound, not complete: each rule of the target must be covered by a single rule of the actor's, except that a list of
 * values may be covered one by one; where conditions cannot be compared, or not within a bounded number of steps, the
 * answer is no. A target's rule with a template counts as if it stood for everything, because who decides the value is not
 * known here.
 */
export function isWithin(actorRules: readonly PermissionRule[], targetRules: readonly PermissionRule[]): boolean {
  const work = { steps: MAX_STEPS };
  const heldFor = rulesByPermission(actorRules, targetRules);
  return targetRules
    .filter((rule) => !rule.inverted)
    .every((rule) => {
      const conditions = isTemplated(rule) ? {} : (rule.conditions ?? {});
      return rule.action.every((action) => isHeld(conditions, heldFor(rule.subject, action), work));
    });
}

/** The rules that speak of one permission. */
interface Held {
  allowed: readonly PermissionRule[];
  denied: readonly PermissionRule[];
  targetDenied: readonly PermissionRule[];
}

function rulesByPermission(actorRules: readonly PermissionRule[], targetRules: readonly PermissionRule[]) {
  const { allowed, denied } = settle(actorRules);
  // A denial of the target's helps only as far as it is sure to deny.
  const targetDenied = targetRules.filter((rule) => rule.inverted && !isTemplated(rule));
  const known = new Map<string, Held>();
  return (subject: string, action: string): Held => {
    const permission = `${subject}:${action}`;
    const isOfIt = (rule: PermissionRule) => rule.subject === subject && rule.action.includes(action);
    const held = known.get(permission) ?? {
      allowed: allowed.filter(isOfIt),
      denied: denied.filter(
        (rule) =>
          (rule.subject === subject || rule.subject === "all") &&
          (rule.action.includes(action) || rule.action.includes("manage")),
      ),
      targetDenied: targetDenied.filter(isOfIt),
    };
    known.set(permission, held);
    return held;
  };
}

/** As a whole, or value by value. */
function isHeld(conditions: Conditions, held: Held, work: Work): boolean {
  if (isHeldAtOnce(conditions, held, work)) return true;
  const parts = alternatives(conditions);
  work.steps -= parts.length;
  return parts.length > 1 && parts.every((part) => isHeldAtOnce(part, held, work));
}

function isHeldAtOnce(conditions: Conditions, { allowed, denied, targetDenied }: Held, work: Work): boolean {
  if (targetDenied.some((denial) => covers(denial, conditions, work))) return true;
  return (
    allowed.some((rule) => covers(rule, conditions, work)) &&
    denied.every((denial) => isHarmless(denial, conditions, targetDenied, work))
  );
}

function covers(rule: PermissionRule, conditions: Conditions, work: Work): boolean {
  return areConditionsWithin(conditions, rule.conditions ?? {}, work);
}

/** What is taken from the actor does not matter where the target has nothing or has it taken away as well. */
function isHarmless(
  denial: PermissionRule,
  conditions: Conditions,
  targetDenied: readonly PermissionRule[],
  work: Work,
): boolean {
  const taken = denial.conditions ?? {};
  if (areConditionsDisjoint(taken, conditions, work)) return true;
  return targetDenied.some((own) => covers(own, taken, work));
}

const MAX_ALTERNATIVES = 256;

/** A rule for `$in: [a, b]` is as good as one for a and one for b; each may be covered by another rule of the actor's. */
function alternatives(conditions: Conditions): Conditions[] {
  let all: Conditions[] = [conditions];
  for (const field of ["environment", "secretPath", "secretName"] as const) {
    const condition = conditions[field];
    if (condition === undefined || typeof condition === "string" || !condition.$in || condition.$eq !== undefined)
      continue;
    const { $in, ...rest } = condition;
    if (all.length * $in.length > MAX_ALTERNATIVES) return [conditions];
    all = all.flatMap((alternative) => $in.map((value) => ({ ...alternative, [field]: { ...rest, $eq: value } })));
  }
  return all;
}
