import { join } from "node:path";
import { announce } from "./announce.ts";
import { countPlaywright, type PlaywrightReport, type StageResult } from "./counts.ts";
import { type PlaywrightFailures, playwrightFailures } from "./failures.ts";
import { ReportFile } from "./report-file.ts";
import { type Program, root, runQuietly, runVisibly } from "./run-program.ts";
import { findChromium } from "./system-packages.ts";

const folder = join(root, "e2e");

/**
 * Journeys in the machine's Chromium, against the built dashboard; its path is in CHROMIUM_PATH.
 * @param whyNoBrowser why Chromium could not be installed, when it is missing
 */
export async function runPlaywright(
  filters: readonly string[],
  whyNoBrowser: string | undefined,
): Promise<StageResult> {
  announce("Journeys in the browser");
  using report = new ReportFile();
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: report.path };
  const cli = [join(folder, "node_modules", "@playwright", "test", "cli.js"), "test"];
  const program = (...args: string[]): Program => ({
    file: process.execPath,
    args: [...cli, ...args],
    cwd: folder,
    env,
  });

  const chromium = findChromium();
  if (!chromium) {
    console.log(`Skipped: ${whyNoBrowser ?? "Chromium not found"}`);
    const { isOk } = await runQuietly(program("--list", "--reporter=json", ...filters));
    if (!isOk) return failure("The journeys could not be listed");
    return { passed: 0, failed: 0, skipped: countListed(report.read()), failures: [] };
  }
  const built = await runQuietly({
    file: process.execPath,
    args: [
      join(root, "node_modules", "turbo", "bin", "turbo"),
      ...["run", "build", "--filter=@podpass/web", "--output-logs=errors-only"],
    ],
  });
  if (!built.isOk) {
    console.log(built.output.trimEnd());
    return failure("The dashboard could not be built, so no journey was tried");
  }
  const withBrowser = program("--reporter=list,json", ...filters);
  const { isOk } = await runVisibly({ ...withBrowser, env: { ...env, CHROMIUM_PATH: chromium } });
  // Playwright wrote it, in the form of its JSONReport type.
  const result = report.read() as (PlaywrightReport & PlaywrightFailures) | undefined;
  if (!result) return failure("Playwright ended without a report");
  return { ...countPlaywright(result, isOk), failures: playwrightFailures(result) };
}

const failure = (why: string): StageResult => ({ passed: 0, failed: 1, skipped: 0, failures: [`✗ ${why}`] });

interface ListedSuite {
  specs: readonly { tests: readonly unknown[] }[];
  suites?: readonly ListedSuite[];
}

function countListed(report: unknown): number {
  const count = ({ specs, suites = [] }: ListedSuite): number =>
    specs.reduce((sum, { tests }) => sum + tests.length, 0) + suites.reduce((sum, suite) => sum + count(suite), 0);
  const { suites } = report as { suites: readonly ListedSuite[] };
  return suites.reduce((sum, suite) => sum + count(suite), 0);
}
