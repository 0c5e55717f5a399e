import type { ConditionField, Conditions, PermissionRule } from "@podpass/contracts";

/** A rule of the matrix: it allows, and speaks of everything. */
export function isPlain({ conditions, inverted }: PermissionRule): boolean {
  return !inverted && conditions === undefined;
}

/** Whether the matrix ticks the action. */
export function isTicked(rules: readonly PermissionRule[], subject: string, action: string): boolean {
  return rules.some((rule) => isPlain(rule) && rule.subject === subject && rule.action.includes(action));
}

/** The rules with one box ticked or not. Each subject has one plain rule; the others stay as they are. */
export function withTick(
  rules: readonly PermissionRule[],
  { subject, action }: { subject: string; action: string },
  isOn: boolean,
): PermissionRule[] {
  const ticked = rules.filter((rule) => isPlain(rule) && rule.subject === subject).flatMap((rule) => rule.action);
  const actions = new Set(ticked);
  if (isOn) actions.add(action);
  else actions.delete(action);
  const others = rules.filter((rule) => !isPlain(rule) || rule.subject !== subject);
  return actions.size === 0 ? others : [...others, { subject, action: [...actions] }];
}

export const OPERATOR_LABELS = {
  $eq: "is",
  $ne: "is not",
  $in: "is one of",
  $glob: "matches",
  $all: "has all of",
} as const;
export type Operator = keyof typeof OPERATOR_LABELS;

/** One line of the conditions editor; one field may have several. */
export interface ConditionLine {
  field: ConditionField;
  operator: Operator;
  values: string[];
}

export function linesOf(conditions: Conditions = {}): ConditionLine[] {
  return Object.entries(conditions).flatMap(([field, condition]) => {
    const operators = typeof condition === "string" ? { $eq: condition } : (condition ?? {});
    return Object.entries(operators).map(([operator, value]) => ({
      // The keys of conditions and of their operators are what their schema names.
      field: field as ConditionField,
      operator: operator as Operator,
      values: [value].flat().filter((text) => text !== undefined),
    }));
  });
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
