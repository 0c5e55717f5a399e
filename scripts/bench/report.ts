import { availableParallelism, cpus } from "node:os";
import { toTable } from "../lab/markdown-table.ts";
import type { Figures } from "./measure.ts";
import type { ClusterName, DatabaseName, Operation } from "./options.ts";
import type { DashboardSize } from "./scenarios/dashboard-size.ts";
import type { Comparison } from "./scenarios/scenario.ts";
import type { StartUp } from "./scenarios/start-up.ts";

/** One operation under one load, on Podpass and on the floor in the same run. */
interface Row {
  database: DatabaseName;
  cluster: ClusterName;
  operation: Operation;
  clients: number;
  podpass: Figures;
  floor: Figures;
}

/** All that a run has found; written as JSON as it is. */
export interface Report {
  machine: { cores: number; cpu: string; node: string };
  rows: Row[];
  comparisons: Comparison[];
  startUps: StartUp[];
  dashboard: DashboardSize | null;
}

export function emptyReport(): Report {
  const machine = {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() || "unknown",
    node: process.version,
  };
  return { machine, rows: [], comparisons: [], startUps: [], dashboard: null };
}

const TITLES = {
  login: "Log in",
  read: "Read ten secrets",
  renew: "Renew a token",
  revoke: "Revoke a token",
  embedded: "embedded",
  postgres: "PostgreSQL",
} satisfies Record<Operation | DatabaseName, string>;

/** The report as Markdown, without the parts that were not measured. */
export function toMarkdown({ machine, rows, comparisons, startUps, dashboard }: Report): string {
  const sections = [`${machine.cores} cores (${machine.cpu}), Node ${machine.node.replace("v", "")}.`];
  if (rows.length > 0) sections.push(rowTable(rows));
  if (comparisons.length > 0) sections.push(comparisonTable(comparisons));
  if (startUps.length > 0) sections.push(startTable(startUps));
  if (dashboard) {
    sections.push(
      `The dashboard is ${dashboard.firstLoadKb.toFixed(0)} kB at first load and ` +
        `${dashboard.everythingKb.toFixed(0)} kB with every page, compressed with gzip.`,
    );
  }
  return sections.join("\n\n");
}

function rowTable(rows: readonly Row[]): string {
  const headings = ["", "Database", "API server", "Clients", "Podpass", "Floor", "Of the floor"];
  const latencies = ["p50", "p99", "CPU each", "Floor's CPU", "Memory", "Errors"];
  return toTable(
    [...headings, ...latencies],
    rows.map(({ operation, database, cluster, clients, podpass, floor }) => [
      TITLES[operation],
      TITLES[database],
      operation === "login" ? cluster : "",
      String(clients),
      `${Math.round(podpass.requestsPerSecond)}/s`,
      `${Math.round(floor.requestsPerSecond)}/s`,
      `${Math.round((100 * podpass.requestsPerSecond) / floor.requestsPerSecond)} %`,
      `${podpass.p50Ms.toFixed(1)} ms`,
      `${podpass.p99Ms.toFixed(1)} ms`,
      cpu(podpass),
      cpu(floor),
      podpass.memoryMb === null ? "" : `${Math.round(podpass.memoryMb)} MB`,
      String(podpass.errors + floor.errors),
    ]),
  );
}

function comparisonTable(comparisons: readonly Comparison[]): string {
  return toTable(
    ["Two figures of one run", "The one", "The other", "Ratio", "Wanted"],
    comparisons.map(({ what, base, compared, ratio, wanted }) => [what, base, compared, ratio.toFixed(2), wanted]),
  );
}

function startTable(startUps: readonly StartUp[]): string {
  return toTable(
    ["From the start to the first answer", "The first time", "Later"],
    startUps.map(({ database, firstMs, laterMs }) => [
      TITLES[database],
      `${(firstMs / 1000).toFixed(1)} s`,
      `${(laterMs / 1000).toFixed(1)} s`,
    ]),
  );
}

function cpu({ cpuMsPerRequest }: Figures): string {
  return cpuMsPerRequest === null ? "" : `${cpuMsPerRequest.toFixed(2)} ms`;
}
