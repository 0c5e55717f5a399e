import { Ability, type AbilityTuple, subject as asSubject } from "@casl/ability";
import { type Conditions, fieldsOf, valuesOf } from "./conditions.ts";
import { matchConditions } from "./match-conditions.ts";
import type { PermissionRule } from "./permission-rule.ts";
import type { Permission } from "./permission-table.ts";
import { spellResource } from "./spelled-conditions.ts";
import { findTemplates } from "./template-syntax.ts";

/** What conditions may speak of: where a secret lives, what it is called and how it is tagged. */
export interface ResourceAttributes {
  environment?: string;
  secretPath?: string;
  secretName?: string;
  /** Slugs. */
  secretTags?: readonly string[];
}

/** Takes everything away, in CASL's words; what is left of a denial that cannot be read. */
export const DENY_ALL: PermissionRule = { subject: "all", action: ["manage"], inverted: true };

interface Condition {
  conditions: Conditions;
  isDenied: boolean;
}

const abilities = new WeakMap<readonly PermissionRule[], Ability<AbilityTuple, Condition>>();

function abilityOf(rules: readonly PermissionRule[]): Ability<AbilityTuple, Condition> {
  const known = abilities.get(rules);
  if (known) return known;
  const { allowed, denied } = settle(rules);
  // To CASL the last rule that speaks of something wins: denials go last.
  const ability = new Ability<AbilityTuple, Condition>([...allowed, ...denied].map(toCaslRule), {
    conditionsMatcher:
      ({ conditions, isDenied }) =>
      (resource) =>
        matchConditions(conditions, resource, isDenied),
  });
  abilities.set(rules, ability);
  return ability;
}

/**
 * The rules as they count: a template that nobody filled in makes a rule that allows allow nothing, and one that denies
 * deny whatever it might speak of.
 */
export function settle(rules: readonly PermissionRule[]): { allowed: PermissionRule[]; denied: PermissionRule[] } {
  return {
    allowed: rules.filter((rule) => !rule.inverted && !isTemplated(rule)),
    denied: rules.filter((rule) => rule.inverted).map((rule) => (isTemplated(rule) ? withoutConditions(rule) : rule)),
  };
}

const templated = new WeakMap<Conditions, boolean>();

/** Whether what the rule speaks of depends on who asks. */
export function isTemplated({ conditions }: PermissionRule): boolean {
  if (!conditions) return false;
  const answer = templated.get(conditions) ?? hasTemplates(conditions);
  templated.set(conditions, answer);
  return answer;
}

function hasTemplates(conditions: Conditions): boolean {
  return fieldsOf(conditions).some(({ operators }) =>
    valuesOf(operators).some((text) => findTemplates(text).length > 0),
  );
}

/** The same rule for everything it is about: wider when it allows, and stricter when it denies. */
export function withoutConditions({ conditions: _conditions, ...rule }: PermissionRule): PermissionRule {
  return rule;
}

function toCaslRule({ subject, action, conditions, inverted = false }: PermissionRule) {
  const condition = conditions && { conditions: { conditions, isDenied: inverted } };
  return { subject, action, inverted, ...condition };
}

/**
 * The one question of authorization, asked by the server and by the dashboard alike: do these rules allow the
 * permission, on this resource when one is given, somewhere when none is? Nothing is allowed that no rule names, and
 * nothing that a rule denies, wherever in the list it stands.
 */
export function can(rules: readonly PermissionRule[], permission: Permission, resource?: ResourceAttributes): boolean {
  const separator = permission.indexOf(":");
  const subject = permission.slice(0, separator);
  const action = permission.slice(separator + 1);
  // CASL tags the object it is given, so it gets one of its own.
  return abilityOf(rules).can(action, resource ? asSubject(subject, spellResource(resource)) : subject);
}
