import { readFile } from "node:fs/promises";

/** What the operating system says a process has used. */
export interface ProcessUsage {
  /** User and system time of all its threads. */
  cpuMs: number;
  /** Resident set size. */
  memoryMb: number;
}

/** Linux counts in ticks of USER_HZ, which is 100 on every architecture Node runs on. */
const MS_PER_TICK = 10;

/** Null where there is no /proc: the figures are then left out. */
export async function processUsage(pid: number): Promise<ProcessUsage | null> {
  try {
    const [stat, status] = await Promise.all([
      readFile(`/proc/${pid}/stat`, "utf8"),
      readFile(`/proc/${pid}/status`, "utf8"),
    ]);
    // The second field is the program's name in brackets and may hold spaces; proc(5) counts utime 14th, stime 15th.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const kilobytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
    return { cpuMs: (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK, memoryMb: kilobytes / 1024 };
  } catch {
    return null;
  }
}
