import type { ConditionField, Conditions, PermissionRule } from "@podpass/contracts";

/** A rule while it is edited. */
export interface RuleDraft extends Omit<PermissionRule, "conditions"> {
  /** Tells it from the others, which may say the same. */
  id: number;
  /** Undefined in a rule of the matrix, which allows and speaks of everything. */
  lines?: ConditionLine[];
}

let draftCount = 0;

/** An identity for a rule or a condition that is edited, for as long as the page lives. */
export function newDraftId(): number {
  draftCount += 1;
  return draftCount;
}

export function draftOf({ conditions, ...rule }: PermissionRule): RuleDraft {
  const isPlain = !rule.inverted && conditions === undefined;
  return { ...rule, id: newDraftId(), lines: isPlain ? undefined : linesOf(conditions) };
}

export function ruleOf({ id: _, lines, ...rule }: RuleDraft): PermissionRule {
  return lines === undefined ? rule : { ...rule, conditions: conditionsOf(lines) };
}

/** A rule of the matrix. */
export function isPlain({ lines }: RuleDraft): boolean {
  return lines === undefined;
}

/** Whether the matrix ticks the action. */
export function isTicked(rules: readonly RuleDraft[], subject: string, action: string): boolean {
  return rules.some((rule) => isPlain(rule) && rule.subject === subject && rule.action.includes(action));
}

/** The rules with one box ticked or not. Each subject has one plain rule; the others stay as they are. */
export function withTick(
  rules: readonly RuleDraft[],
  { subject, action }: { subject: string; action: string },
  isOn: boolean,
): RuleDraft[] {
  const plain = rules.filter((rule) => isPlain(rule) && rule.subject === subject);
  const actions = new Set(plain.flatMap((rule) => rule.action));
  if (isOn) actions.add(action);
  else actions.delete(action);
  const others = rules.filter((rule) => !isPlain(rule) || rule.subject !== subject);
  return actions.size === 0 ? others : [...others, { subject, action: [...actions], id: plain[0]?.id ?? newDraftId() }];
}

export const FIELD_LABELS = {
  environment: "Environment",
  secretPath: "Path",
  secretName: "Name",
  secretTags: "Tag",
} as const satisfies Record<ConditionField, string>;

export const OPERATOR_LABELS = {
  $eq: "is",
  $ne: "is not",
  $in: "is one of",
  $glob: "matches",
  $all: "has all of",
} as const;
export type Operator = keyof typeof OPERATOR_LABELS;

/** One line of the conditions editor; one field may have several, each with its own operator. */
export interface ConditionLine {
  /** Tells it from the others, which may say the same. */
  id: number;
  field: ConditionField;
  operator: Operator;
  values: string[];
}

export function linesOf(conditions: Conditions = {}): ConditionLine[] {
  return Object.entries(conditions).flatMap(([field, condition]) => {
    const operators = typeof condition === "string" ? { $eq: condition } : (condition ?? {});
    return Object.entries(operators).map(([operator, value]) => ({
      id: newDraftId(),
      // The keys of conditions and of their operators are what their schema names.
      field: field as ConditionField,
      operator: operator as Operator,
      values: [value].flat().filter((text) => text !== undefined),
    }));
  });
}

/** What a rule cannot say twice: the field and operator of a line that an earlier one has too, in words. */
export function repeatedIn(lines: readonly ConditionLine[]): string | undefined {
  const sayings = lines.map(({ field, operator }) => `${FIELD_LABELS[field]} ${OPERATOR_LABELS[operator]}`);
  return sayings.find((saying, index) => sayings.indexOf(saying) < index);
}

/** The conditions that lines make. Of two lines with the same field and operator the later one counts. */
export function conditionsOf(lines: readonly ConditionLine[]): Conditions {
  const conditions: Record<string, Record<string, string | string[]>> = {};
  for (const { field, operator, values } of lines) {
    const isList = operator === "$in" || operator === "$all";
    conditions[field] = { ...conditions[field], [operator]: isList ? values : (values[0] ?? "") };
  }
  // Whether they make sense is the schema's to say, when the form is sent.
  return conditions as Conditions;
}
