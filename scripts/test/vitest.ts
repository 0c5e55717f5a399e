import { join } from "node:path";
import { announce } from "./announce.ts";
import { countVitest, type StageResult, type VitestReport } from "./counts.ts";
import { type VitestFailures, vitestFailures } from "./failures.ts";
import { ReportFile } from "./report-file.ts";
import { root, runVisibly } from "./run-program.ts";

/** Unit and integration tests of every package, on both databases. @param filters file name parts and Vitest options */
export async function runVitest(filters: readonly string[]): Promise<StageResult> {
  announce("Unit and integration tests");
  using report = new ReportFile();
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report.path}`];
  const { isOk } = await runVisibly({
    file: process.execPath,
    args: [join(root, "node_modules", "vitest", "vitest.mjs"), "run", ...reporters, ...filters],
  });
  // Vitest wrote it, in the form that its documentation fixes.
  const result = report.read() as (VitestReport & VitestFailures) | undefined;
  if (!result) return { passed: 0, failed: 1, skipped: 0, failures: ["✗ Vitest ended without a report"] };
  return { ...countVitest(result, isOk), failures: vitestFailures(result) };
}
