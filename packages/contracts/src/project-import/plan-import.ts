import { namesOfPath, pathOfNames } from "../fields/secret-path.ts";
import { IMPORT_KINDS, type ImportContent, type ImportKind } from "./document-content.ts";
import type { ImportedSecret, ProjectImportPreview } from "./part.ts";

/**
 * `changed`: it is there and differs, or may. `left_out`: the caller may not write it or something it needs; of an import
 * also that what it imports is neither there nor in the document.
 */
export type PlannedState = "new" | "changed" | "present" | "left_out";

/** What a document would do to a project. */
export type ImportPlan = {
  [Kind in ImportKind]: { thing: ImportContent<ImportedSecret>[Kind][number]; state: PlannedState }[];
};

/**
 * What follows from what the server said of each part, in their order. What cannot be written takes with it what needs it:
 * no secret is written without one of its tags.
 */
export function planImport(looked: readonly { part: ImportContent; preview: ProjectImportPreview }[]): ImportPlan {
  const plan: ImportPlan = { environments: [], tags: [], folders: [], secrets: [], imports: [] };
  /** The tags and places that will be there. */
  const tags = new Set<string>();
  const places = new Set<string>();
  for (const { part, preview } of looked) {
    for (const [thing, said] of pairs(part.environments, preview.environments)) {
      plan.environments.push({ thing, state: stateOf(said) });
      if (said !== "refused") places.add(nameOf({ environment: thing.slug, secretPath: "/" }));
    }
    for (const [thing, said] of pairs(part.tags, preview.tags)) {
      plan.tags.push({ thing, state: stateOf(said) });
      if (said !== "refused") tags.add(thing.slug);
    }
    for (const [thing, said] of pairs(part.folders, preview.folders)) {
      const isPossible = said !== "refused" && places.has(nameOf(parentOf(thing)));
      plan.folders.push({ thing, state: isPossible ? stateOf(said) : "left_out" });
      if (isPossible) places.add(nameOf(thing));
    }
    for (const [secret, { state, version, isAllowed }] of pairs(part.secrets, preview.secrets)) {
      const isPossible = isAllowed && places.has(nameOf(secret)) && secret.tags.every((slug) => tags.has(slug));
      const thing = { ...secret, ...(version === null ? {} : { expectedVersion: version }) };
      if (state === "same") plan.secrets.push({ thing, state: "present" });
      else plan.secrets.push({ thing, state: !isPossible ? "left_out" : state === "new" ? "new" : "changed" });
    }
    for (const [thing, { state, hasSource }] of pairs(part.imports, preview.imports)) {
      const isPossible = places.has(nameOf(thing)) && (hasSource || places.has(nameOf(thing.source)));
      plan.imports.push({ thing, state: isPossible ? stateOf(state) : "left_out" });
    }
  }
  return plan;
}

/** What of a plan is to be written; secrets that differ only when they are to be replaced. */
export function plannedContent(plan: ImportPlan, isReplacing: boolean): ImportContent<ImportedSecret> {
  const wanted = <Thing>(list: readonly { thing: Thing; state: PlannedState }[]) =>
    list.filter(({ state }) => state === "new" || (state === "changed" && isReplacing)).map(({ thing }) => thing);
  return {
    environments: wanted(plan.environments),
    tags: wanted(plan.tags),
    folders: wanted(plan.folders),
    secrets: wanted(plan.secrets),
    imports: wanted(plan.imports),
  };
}

/** How many things of a kind are in which state. */
export function countPlanned(plan: ImportPlan, kind: ImportKind): Record<PlannedState, number> {
  const counts = { new: 0, changed: 0, present: 0, left_out: 0 };
  for (const { state } of plan[kind]) counts[state]++;
  return counts;
}

/** How many things there are to write. */
export function countContent(content: ImportContent): number {
  return IMPORT_KINDS.reduce((count, kind) => count + content[kind].length, 0);
}

function stateOf(said: "new" | "present" | "refused"): PlannedState {
  return said === "refused" ? "left_out" : said;
}

interface Place {
  environment: string;
  secretPath: string;
}

function nameOf({ environment, secretPath }: Place): string {
  return environment + secretPath;
}

function parentOf({ environment, secretPath }: Place): Place {
  return { environment, secretPath: pathOfNames(namesOfPath(secretPath).slice(0, -1)) };
}

/** Each of a list with what was said of it; the lists have one length. */
function pairs<Thing, Said>(things: readonly Thing[], said: readonly Said[]): [Thing, Said][] {
  return things.flatMap((thing, index) => {
    const answer = said[index];
    return answer === undefined ? [] : [[thing, answer] satisfies [Thing, Said]];
  });
}
