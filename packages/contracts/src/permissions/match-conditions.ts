import { namesOfPath, pathOfNames } from "../fields/secret-path.ts";
import { matchesGlob, matchesPathGlob } from "../glob.ts";
import type { ResourceAttributes } from "./can.ts";
import { type ConditionField, type Conditions, fieldsOf, type Operators } from "./conditions.ts";

/**
 * Whether all conditions hold for a resource. A field that the resource does not tell makes the answer `ifUnknown`: true
 * for a rule that denies, false for one that allows, so that what is not known never opens anything.
 */
export function matchConditions(conditions: Conditions, resource: ResourceAttributes, ifUnknown: boolean): boolean {
  return fieldsOf(conditions).every(({ field, operators }) => {
    const attribute = resource[field];
    return attribute === undefined ? ifUnknown : satisfies(field, operators, attribute);
  });
}

/**
 * Whether a field's value satisfies all operators. Of several tags one is enough, except that `$ne` lets none of them be
 * the value and `$all` wants each of its own, which is what these words mean in MongoDB's queries.
 */
export function satisfies(field: ConditionField, operators: Operators, attribute: string | readonly string[]): boolean {
  const values = (typeof attribute === "string" ? [attribute] : attribute).map((value) => canonical(field, value));
  const has = (wanted: string) => values.includes(canonical(field, wanted));
  const { $eq, $ne, $in, $glob, $all } = operators;
  return (
    ($eq === undefined || has($eq)) &&
    ($ne === undefined || !has($ne)) &&
    ($in === undefined || $in.some(has)) &&
    ($all === undefined || $all.every(has)) &&
    ($glob === undefined || values.some((value) => matchesFieldGlob(field, $glob, value)))
  );
}

/** Whether a value matches a glob: in a path `*` stays within a folder, elsewhere it is any characters. */
export function matchesFieldGlob(field: ConditionField, pattern: string, value: string): boolean {
  return field === "secretPath" ? matchesPathGlob(pattern, value) : matchesGlob(pattern, value);
}

/** A path has one spelling: `/a` and `/a/` are the same folder. */
export function canonical(field: ConditionField, value: string): string {
  return field === "secretPath" ? pathOfNames(namesOfPath(value)) : value;
}
