import { isGlobWithin, isPathGlobWithin } from "../glob.ts";
import { type ConditionField, type Conditions, fieldsOf, type Operators } from "./conditions.ts";
import { canonical, matchesFieldGlob, satisfies } from "./match-conditions.ts";

/** Whether every resource that the inner conditions match is matched by the outer ones. Errs towards no. */
export function areConditionsWithin(inner: Conditions, outer: Conditions): boolean {
  const innerFields = new Map(fieldsOf(inner).map(({ field, operators }) => [field, operators]));
  return fieldsOf(outer).every(({ field, operators }) => {
    const given = innerFields.get(field);
    // A field that the inner conditions leave open could be anything, also unknown.
    return given !== undefined && implies(field, given, operators);
  });
}

/** Whether no resource can match both. Errs towards no. */
export function areConditionsDisjoint(one: Conditions, other: Conditions): boolean {
  const otherFields = new Map(fieldsOf(other).map(({ field, operators }) => [field, operators]));
  return fieldsOf(one).some(({ field, operators }) => {
    const against = otherFields.get(field);
    if (!against) return false;
    if (field === "secretTags") return excludesTags(operators, against) || excludesTags(against, operators);
    return excludes(field, operators, against) || excludes(field, against, operators);
  });
}

function implies(field: ConditionField, inner: Operators, outer: Operators): boolean {
  if (field === "secretTags") return impliesTags(inner, outer);
  const values = possibleValues(field, inner);
  if (values) return values.every((value) => satisfies(field, outer, value));
  const { $eq, $ne, $in, $glob, $all } = outer;
  return (
    $eq === undefined &&
    $in === undefined &&
    $all === undefined &&
    ($ne === undefined || staysClearOf(field, inner, $ne)) &&
    ($glob === undefined || (inner.$glob !== undefined && isFieldGlobWithin(field, inner.$glob, $glob)))
  );
}

/** The few values a condition leaves open, when they are few. */
function possibleValues(field: ConditionField, operators: Operators): string[] | undefined {
  const named = operators.$eq === undefined ? operators.$in : [operators.$eq];
  return named?.filter((value) => satisfies(field, operators, value));
}

function staysClearOf(field: ConditionField, { $ne, $glob }: Operators, value: string): boolean {
  if ($ne !== undefined && canonical(field, $ne) === canonical(field, value)) return true;
  return $glob !== undefined && !matchesFieldGlob(field, $glob, canonical(field, value));
}

function isFieldGlobWithin(field: ConditionField, inner: string, outer: string): boolean {
  return field === "secretPath" ? isPathGlobWithin(inner, outer) : isGlobWithin(inner, outer);
}

/** What tags a resource surely has decides: of `$in` and `$glob` only that one of them is there. */
function impliesTags(inner: Operators, { $eq, $ne, $in, $glob, $all }: Operators): boolean {
  const sure = [...(inner.$eq === undefined ? [] : [inner.$eq]), ...(inner.$all ?? [])];
  const oneOf = inner.$in;
  const someTag = (isFit: (tag: string) => boolean) => sure.some(isFit) || (oneOf?.every(isFit) ?? false);
  return (
    ($eq === undefined || someTag((tag) => tag === $eq)) &&
    ($ne === undefined || inner.$ne === $ne) &&
    ($in === undefined || someTag((tag) => $in.includes(tag))) &&
    ($all === undefined || $all.every((wanted) => someTag((tag) => tag === wanted))) &&
    ($glob === undefined ||
      someTag((tag) => matchesFieldGlob("secretTags", $glob, tag)) ||
      (inner.$glob !== undefined && isGlobWithin(inner.$glob, $glob)))
  );
}

function excludes(field: ConditionField, one: Operators, other: Operators): boolean {
  const values = possibleValues(field, one);
  if (values) return values.every((value) => !satisfies(field, other, value));
  if (one.$glob === undefined || other.$glob === undefined) return false;
  const [prefix, otherPrefix] = [literalPrefix(field, one.$glob), literalPrefix(field, other.$glob)];
  return !prefix.startsWith(otherPrefix) && !otherPrefix.startsWith(prefix);
}

/** What every match begins with. `/a/**` matches `/a` too, so a path's last slash is not part of it. */
function literalPrefix(field: ConditionField, pattern: string): string {
  return canonical(field, /^[^*?]*/.exec(pattern)?.[0] ?? "");
}

/** One side lets a tag not be there that the other one asks for. */
function excludesTags({ $ne }: Operators, { $eq, $in, $all }: Operators): boolean {
  if ($ne === undefined) return false;
  return $eq === $ne || ($all?.includes($ne) ?? false) || ($in?.every((tag) => tag === $ne) ?? false);
}
