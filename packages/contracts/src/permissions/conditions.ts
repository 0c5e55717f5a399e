import { z } from "zod";
import { isStorable, NOT_STORABLE } from "../fields/text.ts";

/** What conditions may speak of. Tags are several at once, the others are one text each. */
export const CONDITION_FIELDS = ["environment", "secretPath", "secretName", "secretTags"] as const;
export type ConditionField = (typeof CONDITION_FIELDS)[number];

/** Which fields the rules of a subject may have conditions on; all others are allowed wholly or not at all. */
export const CONDITION_FIELDS_OF_SUBJECT: Readonly<Record<string, readonly ConditionField[]>> = {
  secrets: CONDITION_FIELDS,
  "secret-folders": ["environment", "secretPath"],
  "secret-imports": ["environment", "secretPath"],
};

const MAX_VALUES = 100;

const Value = z
  .string()
  .min(1, "Must not be empty")
  .max(1024, "Must be at most 1024 characters")
  .refine(isStorable, NOT_STORABLE);
const Values = z.array(Value).min(1, "Name at least one").max(MAX_VALUES, `Name at most ${MAX_VALUES}`);

const singleOperators = {
  $eq: Value.optional(),
  $ne: Value.optional(),
  $in: Values.optional(),
  $glob: Value.optional(),
};

function operators<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape).join(", ");
  return z
    .strictObject(shape, {
      error: (issue) =>
        issue.code === "unrecognized_keys"
          ? `There is no operator ${issue.keys?.join(", ")} here, only ${known}`
          : undefined,
    })
    .refine((value) => Object.values(value).some((given) => given !== undefined), `Name one of ${known}`);
}

const SingleCondition = z.union([Value, operators(singleOperators)]);
const TagCondition = z.union([Value, operators({ ...singleOperators, $all: Values.optional() })]);

/** One field's condition, in Infisical's spelling: a text, or operators that must all hold. */
export type FieldCondition = z.output<typeof TagCondition>;

export const Conditions = z.strictObject({
  environment: SingleCondition.optional(),
  secretPath: SingleCondition.optional(),
  secretName: SingleCondition.optional(),
  secretTags: TagCondition.optional(),
});
/** All fields that are named must hold. */
export type Conditions = z.output<typeof Conditions>;

/** The operators of a condition; a plain text means equality. */
export type Operators = Exclude<FieldCondition, string>;

/** Each field with its operators, in one spelling. */
export function fieldsOf(conditions: Conditions): { field: ConditionField; operators: Operators }[] {
  return CONDITION_FIELDS.flatMap((field) => {
    const condition = conditions[field];
    if (condition === undefined) return [];
    return [{ field, operators: typeof condition === "string" ? { $eq: condition } : condition }];
  });
}

/** Every text a condition names, whatever the operator. */
export function valuesOf({ $eq, $ne, $in, $glob, $all }: Operators): string[] {
  return [$eq, $ne, $glob, ...($in ?? []), ...($all ?? [])].filter((value) => value !== undefined);
}
