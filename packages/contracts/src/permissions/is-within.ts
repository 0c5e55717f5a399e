import { isTemplated, settle } from "./can.ts";
import type { Conditions } from "./conditions.ts";
import { areConditionsDisjoint, areConditionsWithin } from "./conditions-within.ts";
import type { PermissionRule } from "./permission-rule.ts";

/**
 * Nobody hands on more than they hold: whether all that the target's rules allow is allowed to the actor too.
 *
 * Sound, not complete: each rule of the target must be covered by a single rule of the actor's, except that a list of
 * values may be covered one by one; where conditions cannot be compared the answer is no. A target's rule with a
 * template counts as if it stood for everything, because who decides the value is not known here.
 */
export function isWithin(actorRules: readonly PermissionRule[], targetRules: readonly PermissionRule[]): boolean {
  const actor = settle(actorRules);
  // A denial of the target's helps only as far as it is sure to deny.
  const targetDenied = targetRules.filter((rule) => rule.inverted && !isTemplated(rule));
  return targetRules
    .filter((rule) => !rule.inverted)
    .every((rule) =>
      rule.action.every((action) =>
        alternatives(isTemplated(rule) ? {} : (rule.conditions ?? {})).every((conditions) => {
          const claim = { subject: rule.subject, action, conditions };
          if (targetDenied.some((denial) => covers(denial, claim))) return true;
          return (
            actor.allowed.some((allowed) => covers(allowed, claim)) &&
            actor.denied.every((denial) => isHarmless(denial, claim, targetDenied))
          );
        }),
      ),
    );
}

interface Claim {
  subject: string;
  action: string;
  conditions: Conditions;
}

function covers(rule: PermissionRule, { subject, action, conditions }: Claim): boolean {
  return (
    rule.subject === subject && rule.action.includes(action) && areConditionsWithin(conditions, rule.conditions ?? {})
  );
}

/** What is taken from the actor does not matter where the target has nothing or has it taken away as well. */
function isHarmless(denial: PermissionRule, claim: Claim, targetDenied: readonly PermissionRule[]): boolean {
  const speaksOfIt =
    (denial.subject === claim.subject || denial.subject === "all") &&
    (denial.action.includes(claim.action) || denial.action.includes("manage"));
  if (!speaksOfIt) return true;
  const taken = denial.conditions ?? {};
  if (areConditionsDisjoint(taken, claim.conditions)) return true;
  return targetDenied.some((own) => covers(own, { ...claim, conditions: taken }));
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
