// `npm run chaos`: breaks Podpass and what it depends on while clients use it, and prints what held.
import { postgresBinaries } from "@podpass/testing";
import { writeJson, writeTables } from "../lab/write-tables.ts";
import { Arena } from "./arena.ts";
import type { Finding } from "./finding.ts";
import { type Options, parseOptions, USAGE } from "./options.ts";
import { toMarkdown } from "./report.ts";

const RESULT_FILE = "chaos.json";

async function main(options: Options): Promise<void> {
  if (options.databases.includes("postgres") && !postgresBinaries())
    console.error("No PostgreSQL: it is not installed");
  await using arena = await Arena.open(options);
  const findings: Finding[] = [];
  for (const fault of options.faults) {
    for (const database of options.databases) {
      for (const finding of await arena.run(fault, database)) {
        console.error(`${finding.fault}, ${database}: ${finding.seen}`);
        for (const violation of new Set(finding.violations)) console.error(`  ✗ ${violation}`);
        findings.push(finding);
      }
    }
  }
  const markdown = toMarkdown(findings);
  console.log(`\n${markdown}\n`);
  console.log(`As JSON: ${await writeJson(RESULT_FILE, findings)}`);
  if (options.isWritten) await writeTables("reliability.md", markdown);
  process.exitCode = findings.some(({ violations }) => violations.length > 0) ? 1 : 0;
}

try {
  await main(parseOptions(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof TypeError) console.error(`\n${USAGE}`);
  process.exitCode = 1;
}
