import { join } from "node:path";
import { announce } from "./announce.ts";
import type { StageResult } from "./counts.ts";
import { type Program, root, runQuietly } from "./run-program.ts";

/** As many at a time as the smallest machine has cores; types, the longest, go first. */
const AT_ONCE = 2;

const inModules = (...path: string[]) => join(root, "node_modules", ...path);
const onNode = (...args: string[]): Program => ({ file: process.execPath, args });

/** The checks that need no database and no browser. */
const STEPS: readonly { name: string; program: Program }[] = [
  {
    name: "types",
    program: onNode(
      inModules("turbo", "bin", "turbo"),
      ...[
        "run",
        "typecheck",
        "typecheck:scripts",
        "--continue",
        `--concurrency=${AT_ONCE}`,
        "--output-logs=errors-only",
      ],
    ),
  },
  {
    name: "format and lint",
    program: onNode(inModules("@biomejs", "biome", "bin", "biome"), "check", "--error-on-warnings"),
  },
  {
    name: "arrows between packages",
    program: onNode(
      inModules("dependency-cruiser", "bin", "dependency-cruiser.mjs"),
      ...["--config", ".dependency-cruiser.mjs", "apps", "packages", "prisma", "e2e", "scripts"],
    ),
  },
  { name: "dead code", program: onNode(inModules("knip", "bin", "knip.js"), "--no-progress") },
  { name: "paths in the documentation", program: onNode(join(root, "scripts", "doc-paths", "main.ts")) },
];

export async function verify(): Promise<StageResult> {
  announce("Verify");
  const waiting = [...STEPS];
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const failures: string[] = [];
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const startedAt = performance.now();
      const { isOk, output } = await runQuietly(step.program);
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      console.log(`${isOk ? "✓" : "✗"} ${step.name} (${seconds} s)`);
      if (!isOk) {
        console.log(`${output.trimEnd()}\n`);
        failures.push(`✗ ${step.name}`);
      }
      counts[isOk ? "passed" : "failed"] += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { ...counts, failures };
}
