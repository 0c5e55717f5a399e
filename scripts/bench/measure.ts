import type { LoadResult } from "../lab/load/load-plan.ts";
import type { LoadProcess } from "../lab/load/load-process.ts";
import { processUsage } from "../lab/process-usage.ts";
import { type Load, planLoad } from "./plan.ts";
import type { Subject } from "./subject.ts";

export interface Figures {
  requests: number;
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Of the server's process, all its threads; null where the operating system does not say. */
  cpuMsPerRequest: number | null;
  /** The server's resident set after it. */
  memoryMb: number | null;
  errors: number;
  firstError: string | null;
}

/** A server that has just started still compiles what it does most; one that pods use has done so long ago. */
const WARM_UP_SECONDS = 5;
/** The subjects take turns, so that what else the machine does meanwhile hits all of them. */
const DEFAULT_ROUNDS = 2;

/** Measures the subjects side by side under the same load. */
export async function measure(process: LoadProcess, subjects: readonly Subject[], load: Load): Promise<Figures[]> {
  const parts = subjects.map(() => [] as Part[]);
  for (const subject of subjects) {
    if (load.operation !== "revoke") await process.run(await planLoad(subject, { ...load, seconds: WARM_UP_SECONDS }));
  }
  const { rounds = DEFAULT_ROUNDS } = load;
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, subject] of subjects.entries()) {
      const plan = await planLoad(subject, { ...load, seconds: load.seconds / rounds });
      const before = await processUsage(subject.pid);
      const result = await process.run(plan);
      const after = await processUsage(subject.pid);
      const cpuMs = before && after && after.cpuMs - before.cpuMs;
      parts[index]?.push({ ...result, cpuMs, memoryMb: after?.memoryMb ?? null });
    }
  }
  return parts.map(sumUp);
}

interface Part extends LoadResult {
  cpuMs: number | null;
  memoryMb: number | null;
}

function sumUp(parts: readonly Part[]): Figures {
  const latenciesMs = parts.flatMap((part) => part.latenciesMs);
  const requests = latenciesMs.length;
  const cpuMs = parts.reduce<number | null>((sum, part) => addKnown(sum, part.cpuMs), 0);
  return {
    requests,
    requestsPerSecond: requests / parts.reduce((sum, part) => sum + part.seconds, 0),
    p50Ms: percentile(latenciesMs, 50),
    p99Ms: percentile(latenciesMs, 99),
    cpuMsPerRequest: cpuMs === null ? null : cpuMs / requests,
    memoryMb: parts.at(-1)?.memoryMb ?? null,
    errors: parts.reduce((sum, part) => sum + part.errors, 0),
    firstError: parts.find((part) => part.firstError !== null)?.firstError ?? null,
  };
}

function addKnown(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

/** The smallest value that at least `percent` of all are not above (nearest rank); NaN of none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}
