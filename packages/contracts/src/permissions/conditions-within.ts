import { isGlobWithin, isPathGlobWithin } from "../glob.ts";
import type { ConditionField, Conditions } from "./conditions.ts";
import { matchesFieldGlob, satisfies } from "./match-conditions.ts";
import { retriedLengthOf, type Spelled, type SpelledCondition, spell, spellConditions } from "./spelled-conditions.ts";

/** How much may still be compared. What is left falls with each value and pattern; nothing is claimed when none is. */
export interface Work {
  steps: number;
}

/** How many characters of patterns are a step: they take about as long as looking for a value. */
const CHARACTERS_OF_STEP = 256;

/** Whether every resource that the inner conditions match is matched by the outer ones. Errs towards no. */
export function areConditionsWithin(inner: Conditions, outer: Conditions, work: Work): boolean {
  if (!take(work, 1)) return false;
  const given = spellConditions(inner);
  return spellConditions(outer).every((condition) => {
    const same = given.find(({ field }) => field === condition.field);
    // A field that the inner conditions leave open could be anything, also unknown.
    return same !== undefined && implies(same, condition, work);
  });
}

/** Whether no resource can match both. Errs towards no. */
export function areConditionsDisjoint(one: Conditions, other: Conditions, work: Work): boolean {
  if (!take(work, 1)) return false;
  const others = spellConditions(other);
  return spellConditions(one).some((condition) => {
    const against = others.find(({ field }) => field === condition.field);
    if (!against) return false;
    if (condition.field === "secretTags") return excludesTags(condition, against) || excludesTags(against, condition);
    return excludes(condition, against, work) || excludes(against, condition, work);
  });
}

/** False when there is less left than this many steps. */
function take(work: Work, steps: number): boolean {
  work.steps -= steps;
  return work.steps >= 0;
}

/** What it takes to hold texts of this length, or another pattern, against a condition. */
function stepsAgainst({ field, $glob }: SpelledCondition, length: number): number {
  if (!$glob) return 1;
  return 1 + ($glob.text.length + retriedLengthOf(field, $glob) * length) / CHARACTERS_OF_STEP;
}

function implies(inner: SpelledCondition, outer: SpelledCondition, work: Work): boolean {
  if (inner.$glob && !take(work, stepsAgainst(outer, inner.$glob.text.length))) return false;
  if (inner.field === "secretTags") return impliesTags(inner, outer, work);
  const values = possibleValues(inner);
  if (values) {
    return values.every((value) => take(work, stepsAgainst(outer, value.text.length)) && satisfies(outer, [value]));
  }
  const { $eq, $ne, $in, $glob, $all } = outer;
  return (
    $eq === undefined &&
    $in === undefined &&
    $all === undefined &&
    ($ne === undefined || staysClearOf(inner, $ne, work)) &&
    ($glob === undefined || (inner.$glob !== undefined && isFieldGlobWithin(inner.field, inner.$glob, $glob)))
  );
}

const known = new WeakMap<SpelledCondition, readonly Spelled[] | null>();

/** The few values a condition leaves open, when they are few; else null. */
function possibleValues(condition: SpelledCondition): readonly Spelled[] | null {
  const found = known.get(condition);
  if (found !== undefined) return found;
  const { field, $eq, $in } = condition;
  const named = $eq === undefined ? $in && [...$in] : [$eq];
  const possible = named?.map((text) => spell(field, text)).filter((value) => satisfies(condition, [value])) ?? null;
  known.set(condition, possible);
  return possible;
}

function staysClearOf(inner: SpelledCondition, text: string, work: Work): boolean {
  const { field, $ne, $glob } = inner;
  if ($ne === text) return true;
  if (!$glob || !take(work, stepsAgainst(inner, text.length))) return false;
  return !matchesFieldGlob(field, $glob, spell(field, text));
}

function isFieldGlobWithin(field: ConditionField, inner: Spelled, outer: Spelled): boolean {
  return field === "secretPath" ? isPathGlobWithin(inner.text, outer.text) : isGlobWithin(inner.text, outer.text);
}

/** What tags a resource surely has decides: of `$in` and `$glob` only that one of them is there. */
function impliesTags(inner: SpelledCondition, outer: SpelledCondition, work: Work): boolean {
  const { $eq, $ne, $in, $glob, $all } = outer;
  const sure = [...(inner.$eq === undefined ? [] : [inner.$eq]), ...(inner.$all ?? [])];
  const oneOf = inner.$in && [...inner.$in];
  const someTag = (isFit: (tag: string) => boolean) => {
    const isFitting = (tag: string) => take(work, stepsAgainst(outer, tag.length)) && isFit(tag);
    return sure.some(isFitting) || (oneOf?.every(isFitting) ?? false);
  };
  return (
    ($eq === undefined || someTag((tag) => tag === $eq)) &&
    ($ne === undefined || inner.$ne === $ne) &&
    ($in === undefined || someTag((tag) => $in.has(tag))) &&
    ($all === undefined || $all.every((wanted) => someTag((tag) => tag === wanted))) &&
    ($glob === undefined ||
      someTag((tag) => matchesFieldGlob("secretTags", $glob, spell("secretTags", tag))) ||
      (inner.$glob !== undefined && isGlobWithin(inner.$glob.text, $glob.text)))
  );
}

function excludes(one: SpelledCondition, other: SpelledCondition, work: Work): boolean {
  const values = possibleValues(one);
  if (values) {
    return values.every((value) => take(work, stepsAgainst(other, value.text.length)) && !satisfies(other, [value]));
  }
  if (one.$glob === undefined || other.$glob === undefined) return false;
  if (!take(work, (one.$glob.text.length + other.$glob.text.length) / CHARACTERS_OF_STEP)) return false;
  const [prefix, otherPrefix] = [literalPrefix(one.field, one.$glob), literalPrefix(one.field, other.$glob)];
  return !prefix.startsWith(otherPrefix) && !otherPrefix.startsWith(prefix);
}

/** What every match begins with. `/a/**` matches `/a` too, so a path's last slash is not part of it. */
function literalPrefix(field: ConditionField, pattern: Spelled): string {
  return spell(field, /^[^*?]*/.exec(pattern.text)?.[0] ?? "").text;
}

/** One side lets a tag not be there that the other one asks for. */
function excludesTags({ $ne }: SpelledCondition, { $eq, $in, $all }: SpelledCondition): boolean {
  if ($ne === undefined) return false;
  return $eq === $ne || ($all?.includes($ne) ?? false) || ($in !== undefined && [...$in].every((tag) => tag === $ne));
}
