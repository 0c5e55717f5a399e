import { namesOfPath, pathOfNames } from "../fields/secret-path.ts";
import { retriedLength, retriedPathLength } from "../glob.ts";
import type { ResourceAttributes } from "./can.ts";
import { CONDITION_FIELDS, type ConditionField, type Conditions, fieldsOf, type Operators } from "./conditions.ts";

/** A text, or a pattern, in the one spelling in which it is compared. */
export interface Spelled {
  text: string;
  /** Of a path the names of its folders; of others none. */
  folders: readonly string[];
}

/** A field's condition as it is compared: however many values it names, one look tells whether a text is among them. */
export interface SpelledCondition {
  field: ConditionField;
  $eq: string | undefined;
  $ne: string | undefined;
  $in: ReadonlySet<string> | undefined;
  $glob: Spelled | undefined;
  /** Each once. */
  $all: readonly string[] | undefined;
}

/** A resource as it is compared. What it does not tell is left out; only tags can be several or none. */
export type SpelledResource = Partial<Record<ConditionField, readonly Spelled[]>>;

/** A path has one spelling: `/a` and `/a/` are the same folder. */
export function spell(field: ConditionField, text: string): Spelled {
  if (field !== "secretPath") return { text, folders: [] };
  const folders = namesOfPath(text);
  return { text: pathOfNames(folders), folders };
}

/** What of a pattern may be tried again and again, in characters. */
export function retriedLengthOf(field: ConditionField, { text, folders }: Spelled): number {
  return field === "secretPath" ? retriedPathLength(folders) : retriedLength(text);
}

const SPELLED_PATH = /^(?:\/|(?:\/[^/]+)+)$/;

function isSpelled(field: ConditionField, text: string): boolean {
  return field !== "secretPath" || SPELLED_PATH.test(text);
}

/** A resource with each of its values spelled, once for all the rules that it is held against. */
export function spellResource(resource: ResourceAttributes): SpelledResource {
  const spelled: SpelledResource = {};
  for (const field of CONDITION_FIELDS) {
    const attribute = resource[field];
    if (attribute === undefined) continue;
    spelled[field] =
      typeof attribute === "string" ? [spell(field, attribute)] : attribute.map((tag) => spell(field, tag));
  }
  return spelled;
}

const known = new WeakMap<Conditions, readonly SpelledCondition[]>();

/**
 * The conditions on each field. Worked out once for as long as conditions that nobody changes are in memory: they may
 * name thousands of long texts, and are asked about every secret of a list.
 */
export function spellConditions(conditions: Conditions): readonly SpelledCondition[] {
  const spelled = known.get(conditions) ?? fieldsOf(conditions).map(spellCondition);
  known.set(conditions, spelled);
  return spelled;
}

function spellCondition({ field, operators }: { field: ConditionField; operators: Operators }): SpelledCondition {
  const { $eq, $ne, $in, $glob, $all } = operators;
  const textOf = (text: string) => (isSpelled(field, text) ? text : spell(field, text).text);
  return {
    field,
    $eq: $eq === undefined ? undefined : textOf($eq),
    $ne: $ne === undefined ? undefined : textOf($ne),
    $in: $in && new Set($in.map(textOf)),
    $glob: $glob === undefined ? undefined : spell(field, $glob),
    $all: $all && [...new Set($all.map(textOf))],
  };
}
