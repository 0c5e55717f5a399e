// Leaves out, one after the other, everything in the use-cases that keeps somebody out, and tells which tests miss it:
// `npm run verify:guards -- [--beside] [parts of places' names]`, with `--beside` by the tests beside the code alone.
// Minutes, not hours: the tests go on in one process, and only what comes by a place is repeated without it.
import { mkdtempDisposableSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { root, runQuietly } from "../test/run-program.ts";
import { findPlaces, type Place } from "./places.ts";
import type { Miss, Wanted } from "./trials.ts";

const {
  values: { beside: isBesideOnly },
  positionals: parts,
} = parseArgs({ options: { beside: { type: "boolean", default: false } }, allowPositionals: true });
const AUTHORIZATION = "src/authorization/";

/** Of which package, and which of its test files. */
interface Tests {
  of: "apps/api" | "packages/core";
  files: readonly string[];
  /** Which of their tests, by a pattern of their names; all when left out. */
  named?: string;
  /** Each place is left out of those beside it alone. */
  isBeside?: true;
}

const WALK: Tests = {
  of: "apps/api",
  files: ["src/authorization-walk/authorization-walk.test.ts"],
  // Whoever may do most misses nothing that the others do not.
  named: "no-access|who may not|another|asks for each|no trace",
};
const BOUNDARY: Tests = { of: "packages/core", files: [`${AUTHORIZATION}privilege-boundary`] };
const PROPERTY: Tests = { of: "packages/core", files: [`${AUTHORIZATION}no-way-up`] };

/** Who misses which of the places, the first in each case. */
async function trial({ of, files, named, isBeside }: Tests, places: readonly Place[]): Promise<Miss[]> {
  using folder = mkdtempDisposableSync(join(tmpdir(), "podpass-unguarded-"));
  const [wanted, trials] = [join(folder.path, "wanted.json"), join(folder.path, "trials.jsonl")];
  const triedBy = isBeside ? filesBeside : () => null;
  writeFileSync(wanted, JSON.stringify(places.map(({ id }): Wanted => ({ id, triedBy: triedBy(id) }))));
  writeFileSync(trials, "");
  const { isOk, output } = await runQuietly({
    file: process.execPath,
    env: { PODPASS_TESTS_OF: of, PODPASS_WANTED: wanted, PODPASS_TRIALS: trials, NO_COLOR: "1" },
    args: [
      join(root, "node_modules", "vitest", "vitest.mjs"),
      "run",
      "--config",
      join(root, "scripts", "unguarded", "vitest.config.ts"),
      ...files,
      ...(named === undefined ? [] : ["--testNamePattern", named]),
    ],
  });
  if (!isOk) console.log(failuresIn(output));
  const lines = readFileSync(trials, "utf8").split("\n").filter(Boolean);
  // Our own lines.
  return lines.map((line) => JSON.parse(line) as Miss);
}

/**
 * Whoever fails with everything in place misses nothing; the others are heard all the same. Who counts statements does
 * fail, because nothing is kept in memory, and so may who comes after what was done without a place.
 */
function failuresIn(output: string): string {
  const failures = new Set(output.split("\n").filter((line) => line.startsWith(" FAIL ")));
  return failures.size > 0 ? `\nThese failed by themselves:\n${[...failures].join("\n")}\n` : output;
}

/** Tries the places and says who misses them. @returns those that nobody did. */
async function report(who: string, tests: Tests, places: readonly Place[]): Promise<Place[]> {
  if (places.length === 0) return [];
  const startedAt = Date.now();
  const missed = await trial(tests, places);
  for (const { id, by } of missed) console.log(`✓ ${id} — ${by}`);
  const ids = new Set(missed.map(({ id }) => id));
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.log(`\n${who} missed ${ids.size} of ${places.length} places, in ${seconds} s\n`);
  return places.filter(({ id }) => !ids.has(id));
}

/** Tests of every change, of every tenant's own, and of what only some may read and write; wherever they are. */
const OF_MANY = ["mutations.test.ts", "tenant-scopes.test.ts", "who-may-read.test.ts", "who-may-write.test.ts"];

/** The tests beside the code that a place is in. */
const filesBeside = (id: string) => [`${dirname(id).replace("packages/core/", "")}/`, ...OF_MANY];

function testsBeside(places: readonly Place[]): Tests {
  return { of: "packages/core", files: [...new Set(places.flatMap(({ id }) => filesBeside(id)))], isBeside: true };
}

/** Those that keep rights from growing, and the others. */
function split(places: readonly Place[]): [boundaries: Place[], others: Place[]] {
  const isBoundary = ({ kind }: Place) => kind === "boundary";
  return [places.filter(isBoundary), places.filter((place) => !isBoundary(place))];
}

/** What neither the walk nor the tests of the boundary miss. */
async function findUnwalked(places: readonly Place[]): Promise<Place[]> {
  const [boundaries, others] = split(places);
  const unwalked = await report("The walk", WALK, others);
  // Whoever hands on more than they hold is stopped by more than a list of calls says.
  return [...unwalked, ...(await report("The tests of the boundary", BOUNDARY, boundaries))];
}

/** What nobody else missed: the property takes minutes, and all of the core's tests some more. */
async function findMissedByNobody(places: readonly Place[]): Promise<Place[]> {
  const [boundaries, others] = split(places);
  const rest = [...others, ...(await report("The property", PROPERTY, boundaries))];
  return report("All of the core's tests", { of: "packages/core", files: [] }, rest);
}

const places = findPlaces().filter(({ id }) => parts.length === 0 || parts.some((part) => id.includes(part)));
const rest = isBesideOnly ? places : await findUnwalked(places);
const unmissed = await report("The tests beside the code", testsBeside(rest), rest);
const survivors = isBesideOnly ? unmissed : await findMissedByNobody(unmissed);
for (const { id } of survivors) console.log(`✗ nobody misses ${id}`);
console.log(`\n${places.length - survivors.length} of ${places.length} are missed when they are gone`);
process.exitCode = survivors.length > 0 ? 1 : 0;
