// Takes one guard after the other out of the use-cases and makes the authorization walk, which must then fail. Reports
// those that nobody misses: `node scripts/unguarded/main.ts [part of a file's name]`. Takes about ten seconds a guard.
import { join } from "node:path";
import { root, runQuietly } from "../test/run-program.ts";
import { findGuards } from "./guards.ts";

const [part = ""] = process.argv.slice(2);
/** The passes that hold too little for most calls, and therefore fail first. */
const PASSES = "no-access|asks for each|organization's admin";
const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
const config = join(root, "scripts", "unguarded", "vitest.config.ts");

/** Whether the walk finds all as it should be, without the guard in that place. */
async function passes(place: string): Promise<boolean> {
  const { isOk } = await runQuietly({
    file: process.execPath,
    env: { PODPASS_UNGUARDED: place },
    args: [vitest, "run", "--config", config, "--testNamePattern", PASSES],
  });
  return isOk;
}

if (!(await passes(""))) throw new Error("The walk fails with all guards in place");
const survivors: string[] = [];
const guards = findGuards().filter(({ file }) => file.includes(part));
for (const { file, line, text } of guards) {
  const isMissed = !(await passes(`${file}:${line}`));
  const name = `${file}:${line} ${text}`;
  console.log(`${isMissed ? "✓" : "✗ nobody misses"} ${name}`);
  if (!isMissed) survivors.push(name);
}
console.log(`\n${guards.length - survivors.length} of ${guards.length} guards are missed when they are gone`);
process.exitCode = survivors.length > 0 ? 1 : 0;
