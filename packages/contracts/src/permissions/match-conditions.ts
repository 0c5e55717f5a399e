import { matchesFolders, matchesGlob } from "../glob.ts";
import type { ConditionField, Conditions } from "./conditions.ts";
import { type Spelled, type SpelledCondition, type SpelledResource, spellConditions } from "./spelled-conditions.ts";

/**
 * Whether all conditions hold for a resource. A field that the resource does not tell makes the answer `ifUnknown`: true
 * for a rule that denies, false for one that allows, so that what is not known never opens anything.
 */
export function matchConditions(conditions: Conditions, resource: SpelledResource, ifUnknown: boolean): boolean {
  return spellConditions(conditions).every((condition) => {
    const values = resource[condition.field];
    return values === undefined ? ifUnknown : satisfies(condition, values);
  });
}

/**
 * Whether a field's value satisfies all operators. Of several tags one is enough, except that `$ne` lets none of them be
 * the value and `$all` wants each of its own, which is what these words mean in MongoDB's queries.
 */
export function satisfies(condition: SpelledCondition, values: readonly Spelled[]): boolean {
  const { field, $eq, $ne, $in, $glob, $all } = condition;
  const has = (wanted: string) => values.some(({ text }) => text === wanted);
  return (
    ($eq === undefined || has($eq)) &&
    ($ne === undefined || !has($ne)) &&
    ($in === undefined || values.some(({ text }) => $in.has(text))) &&
    ($all === undefined || $all.every(has)) &&
    ($glob === undefined || values.some((value) => matchesFieldGlob(field, $glob, value)))
  );
}

/** Whether a value matches a glob: in a path `*` stays within a folder, elsewhere it is any characters. */
export function matchesFieldGlob(field: ConditionField, pattern: Spelled, value: Spelled): boolean {
  return field === "secretPath"
    ? matchesFolders(pattern.folders, value.folders)
    : matchesGlob(pattern.text, value.text);
}
