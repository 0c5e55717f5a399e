// `npm test` and its parts: scripts/test/main.ts all|verify|vitest|e2e [filter…]. Goes on past a failing stage, and ends
// with what failed, and the counts of all of them on a line alone.
import { announce } from "./announce.ts";
import { addCounts, closingLine, type StageResult } from "./counts.ts";
import { runPlaywright } from "./playwright.ts";
import { installMissing } from "./system-packages.ts";
import { verify } from "./verify.ts";
import { runVitest } from "./vitest.ts";

const [part = "all", ...filters] = process.argv.slice(2);

async function runAll(): Promise<StageResult[]> {
  // Downloading packages and checking code do not need the same part of the machine.
  const [verified, whyMissing] = await Promise.all([verify(), installMissing({ browser: true, database: true })]);
  if (whyMissing) console.log(whyMissing);
  return [verified, await runVitest([]), await runPlaywright([], whyMissing)];
}

async function runTests(): Promise<StageResult[]> {
  const whyMissing = await installMissing({ browser: false, database: true });
  if (whyMissing) console.log(whyMissing);
  return [await runVitest(filters)];
}

async function runJourneys(journeys: readonly string[]): Promise<StageResult[]> {
  const whyMissing = await installMissing({ browser: true, database: true });
  return [await runPlaywright(journeys, whyMissing)];
}

/** With a filter, only what it names: files of e2e/ are journeys, any other is for Vitest. */
function runPart(): Promise<StageResult[]> {
  if (part === "verify") return verify().then((counts) => [counts]);
  if (part === "vitest") return runTests();
  if (part === "e2e") return runJourneys(filters);
  if (filters.length === 0) return runAll();
  const isJourney = filters.some((filter) => filter.startsWith("e2e"));
  return isJourney ? runJourneys(filters.map((filter) => filter.replace(/^e2e\/?/, "")).filter(Boolean)) : runTests();
}

const stages = await runPart();
const failures = stages.flatMap((stage) => stage.failures);
if (failures.length > 0) {
  announce("Failed");
  console.log(failures.join("\n"));
}
const total = addCounts(stages);
console.log(`\n${closingLine(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;
