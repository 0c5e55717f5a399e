import { availableParallelism } from "node:os";
import { toTable } from "../lab/markdown-table.ts";
import type { Finding } from "./finding.ts";

const DATABASES = { embedded: "embedded", postgres: "PostgreSQL" } as const;

/** What a run saw, as Markdown. */
export function toMarkdown(findings: readonly Finding[]): string {
  const heading = `${availableParallelism()} cores, Node ${process.version.replace("v", "")}.`;
  const rows = findings.map(({ fault, database, load, seen, violations }) => [
    fault,
    DATABASES[database],
    load,
    seen,
    violations.length === 0 ? "none" : String(violations.length),
  ]);
  return `${heading}\n\n${toTable(["Fault", "Database", "Served", "Seen", "Broken promises"], rows)}`;
}
