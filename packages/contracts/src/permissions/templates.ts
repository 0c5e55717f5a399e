import { isTemplated, withoutConditions } from "./can.ts";
import { type Conditions, type FieldCondition, fieldsOf, type Operators, valuesOf } from "./conditions.ts";
import type { PermissionRule } from "./permission-rule.ts";
import { fillTemplates, findTemplates, isFixedTemplate, metadataKeyOf } from "./template-syntax.ts";

/** What is known of the caller: of this login, not of any other by the same identity. */
export interface TemplateFacts {
  id: string;
  /** Null when the caller may choose it themselves. */
  name: string | null;
  /** Of the pod whose JWT was traded for the token of this request; null for any other login. */
  serviceAccount: { namespace: string; name: string } | null;
  metadata: Readonly<Record<string, string>>;
}

/** A template without a value that could be put in its place. */
export interface RefusedTemplate {
  template: string;
  reason: "missing" | "unsafe";
  value: string | null;
}

/**
 * What could mean more than itself in a path or a pattern, here or in the glob of another product: wildcards, brackets,
 * separators of paths and lists, and what cannot be seen.
 */
const UNSAFE = /[*?[\]{}()!+,|/\\\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|^\s|\s$|^\.{1,2}$/u;

/** The rules with the caller's own values in the place of templates, and the templates that had none. */
export interface ResolvedRules {
  rules: readonly PermissionRule[];
  refused: RefusedTemplate[];
}

/**
 * Fills in templates. A value that is missing or could widen the rule fills nothing: a rule that allows then matches
 * nothing, and one that denies denies as if it had no conditions.
 */
export function resolveTemplates(rules: readonly PermissionRule[], facts: TemplateFacts): ResolvedRules {
  if (templatesIn(rules).length === 0) return { rules, refused: [] };
  const refused = new Map<string, RefusedTemplate>();
  const resolved = rules.flatMap((rule) => {
    if (!isTemplated(rule)) return [rule];
    const missing = templatesOf(rule).flatMap((template) => refusalOf(template, facts) ?? []);
    for (const refusal of missing) refused.set(refusal.template, refusal);
    if (missing.length > 0) return rule.inverted ? [withoutConditions(rule)] : [];
    return [{ ...rule, conditions: fill(rule.conditions ?? {}, (template) => factOf(template, facts) ?? "") }];
  });
  return { rules: resolved, refused: [...refused.values()] };
}

/** Whether some rule asks for an identity's metadata, which takes a look-up. */
export function asksForMetadata(rules: readonly PermissionRule[]): boolean {
  return templatesIn(rules).some((template) => metadataKeyOf(template) !== null);
}

const known = new WeakMap<readonly PermissionRule[], string[]>();

/** All templates of rules that nobody changes, looked for once for as long as the list is in memory. */
function templatesIn(rules: readonly PermissionRule[]): string[] {
  const templates = known.get(rules) ?? rules.flatMap(templatesOf);
  known.set(rules, templates);
  return templates;
}

function templatesOf({ conditions = {} }: PermissionRule): string[] {
  return fieldsOf(conditions).flatMap(({ operators }) => valuesOf(operators).flatMap(findTemplates));
}

function refusalOf(template: string, facts: TemplateFacts): RefusedTemplate | undefined {
  const value = factOf(template, facts);
  if (value === undefined || value === "") return { template, reason: "missing", value: null };
  return UNSAFE.test(value) ? { template, reason: "unsafe", value } : undefined;
}

function factOf(template: string, facts: TemplateFacts): string | undefined {
  const key = metadataKeyOf(template);
  if (key !== null) return Object.hasOwn(facts.metadata, key) ? facts.metadata[key] : undefined;
  if (!isFixedTemplate(template)) return undefined;
  return {
    "identity.id": facts.id,
    "identity.name": facts.name ?? undefined,
    "identity.auth.kubernetes.namespace": facts.serviceAccount?.namespace,
    "identity.auth.kubernetes.name": facts.serviceAccount?.name,
  }[template];
}

function fill(conditions: Conditions, valueFor: (template: string) => string): Conditions {
  const filled = fieldsOf(conditions).map(({ field, operators }): [string, FieldCondition] => [
    field,
    fillOperators(operators, (text) => fillTemplates(text, valueFor)),
  ]);
  return Object.fromEntries(filled);
}

function fillOperators({ $eq, $ne, $in, $glob, $all }: Operators, fillIn: (text: string) => string): Operators {
  return {
    ...($eq === undefined ? {} : { $eq: fillIn($eq) }),
    ...($ne === undefined ? {} : { $ne: fillIn($ne) }),
    ...($in === undefined ? {} : { $in: $in.map(fillIn) }),
    ...($glob === undefined ? {} : { $glob: fillIn($glob) }),
    ...($all === undefined ? {} : { $all: $all.map(fillIn) }),
  };
}
