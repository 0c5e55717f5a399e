// Leaves out, one after the other, everything in the use-cases that keeps somebody out, and tells which tests miss it:
// `npm run verify:guards -- [part of a file's name]`. Minutes, not hours: the tests go on in one process, and only
// what comes by a place is repeated without it.
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root, runQuietly } from "../test/run-program.ts";
import { type Place, withPlaces } from "./places.ts";
import type { Miss } from "./trials.ts";

const [part = ""] = process.argv.slice(2);
const AUTHORIZATION = "src/authorization/";

/** Of which package, and which of its test files. */
interface Tests {
  of: "apps/api" | "packages/core";
  files: readonly string[];
  /** Which of their tests, by a pattern of their names; all when left out. */
  named?: string;
}

const WALK: Tests = {
  of: "apps/api",
  files: ["src/authorization-walk/authorization-walk.test.ts"],
  // Whoever may do most misses nothing that the others do not.
  named: "no-access|who may not|another|asks for each|no trace",
};
const BOUNDARY: Tests = { of: "packages/core", files: [`${AUTHORIZATION}privilege-boundary`] };
const PROPERTY: Tests = { of: "packages/core", files: [`${AUTHORIZATION}no-way-up`] };

/** Every place of the core, in the order of the files. */
function findPlaces(): Place[] {
  const files = globSync("packages/core/src/**/*.ts", { cwd: root, exclude: ["**/*.test.ts", "**/no-way-up/**"] });
  return files.sort().flatMap((file) => withPlaces(file, readFileSync(join(root, file), "utf8")).places);
}

/** Who misses which of the places, the first in each case. */
async function trial({ of, files, named }: Tests, places: readonly Place[]): Promise<Miss[]> {
  const folder = mkdtempSync(join(tmpdir(), "podpass-unguarded-"));
  try {
    const [wanted, trials] = [join(folder, "wanted.json"), join(folder, "trials.jsonl")];
    writeFileSync(wanted, JSON.stringify(places.map(({ id }) => id)));
    writeFileSync(trials, "");
    const { isOk, output } = await runQuietly({
      file: process.execPath,
      env: { PODPASS_TESTS_OF: of, PODPASS_WANTED: wanted, PODPASS_TRIALS: trials },
      args: [
        join(root, "node_modules", "vitest", "vitest.mjs"),
        "run",
        "--config",
        join(root, "scripts", "unguarded", "vitest.config.ts"),
        ...files,
        ...(named === undefined ? [] : ["--testNamePattern", named]),
      ],
    });
    const lines = readFileSync(trials, "utf8").split("\n").filter(Boolean);
    // Our own lines.
    const missed = lines.map((line) => JSON.parse(line) as Miss);
    for (const { id, by } of missed) console.log(`✓ ${id} — ${by}`);
    if (!isOk) throw new Error(`Tests fail with everything in place:\n${output}`);
    return missed;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Tries the places and says who misses them. @returns those that nobody did. */
async function report(tests: Tests, places: readonly Place[]): Promise<Place[]> {
  if (places.length === 0) return [];
  const missed = await trial(tests, places);
  const ids = new Set(missed.map(({ id }) => id));
  return places.filter(({ id }) => !ids.has(id));
}

/** The tests beside the code that the places are in, and those that make every change. */
function testsBeside(places: readonly Place[]): Tests {
  const folders = new Set(places.map(({ id }) => `${dirname(id).replace("packages/core/", "")}/`));
  return { of: "packages/core", files: [...folders, "mutations.test.ts"] };
}

const EVERYTHING: Tests = { of: "packages/core", files: [] };

const places = findPlaces().filter(({ id }) => id.includes(part));
const unwalked = await report(WALK, places);
console.log(
  `\nThe walk misses ${places.length - unwalked.length} of ${places.length}. Of what keeps rights from growing:`,
);
// Whoever hands on more than they hold is stopped by more than a list of calls says.
const boundaries = places.filter(({ kind }) => kind === "boundary");
const unbounded = await report(BOUNDARY, boundaries);
console.log(`\nThe boundary's tests miss ${boundaries.length - unbounded.length} of ${boundaries.length}. The rest:`);
const rest = [...unwalked.filter(({ kind }) => kind !== "boundary"), ...(await report(PROPERTY, unbounded))];
const survivors = await report(EVERYTHING, await report(testsBeside(rest), rest));
for (const { id } of survivors) console.log(`✗ nobody misses ${id}`);
console.log(`\n${places.length - survivors.length} of ${places.length} are missed when they are gone`);
process.exitCode = survivors.length > 0 ? 1 : 0;
