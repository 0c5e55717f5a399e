import type { Services } from "@podpass/core";

/** What the server does by itself, again and again. It leaves off early rather than run for long. */
export interface Job {
  /** Also its key in the database: two jobs never share one. */
  name: string;
  everySeconds: number;
  /** True for what concerns this process alone; else one replica does it for all. */
  isForEachReplica?: boolean;
  /** True for what is only in this process's memory and would be lost with it: run once more when it closes. */
  isRunAtClose?: boolean;
  /** The signal says that the server closes: what is begun is finished, nothing more is begun. */
  run(services: Services, signal: AbortSignal): Promise<unknown>;
}

/** A timer fires when it can: a replica may come for its turn by this much early. */
const EARLY_MS = 1_000;

/**
 * Runs each job now and from then on every so many seconds, never twice at once. One that fails is logged and tried
 * again when it is due next. `stop` waits for what runs.
 */
export function startJobs(services: Services, jobs: readonly Job[]): { stop(): Promise<void> } {
  const closing = new AbortController();
  const running = jobs.map((job) => repeat(() => runJob(services, job, closing.signal), job.everySeconds * 1000));
  return {
    async stop() {
      closing.abort();
      await Promise.all(running.map((repetition) => repetition.stop()));
    },
  };
}

/**
 * Writes down for the last time what would be lost with the process, after the jobs have stopped and the last request was
 * answered. Never throws: a database that is gone must not keep the rest from closing.
 */
export async function runAtClose(services: Services, jobs: readonly Job[]): Promise<void> {
  await Promise.all(jobs.filter(({ isRunAtClose }) => isRunAtClose).map((job) => runJob(services, job)));
}

/** Runs a job unless another replica did in its interval. Never throws. */
export async function runJob(
  services: Services,
  job: Job,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  try {
    const now = services.clock.now();
    const nextRunAt = new Date(now.getTime() + job.everySeconds * 1000 - EARLY_MS);
    if (!job.isForEachReplica && !(await services.store.jobs.claim(job.name, now, nextRunAt))) return;
    await job.run(services, signal);
  } catch (error) {
    services.logger.error({ err: error, job: job.name }, "A background job failed");
  }
}

/** Calls `act` at once and then `pauseMs` after each call has ended. The timer keeps no process alive. */
function repeat(act: () => Promise<void>, pauseMs: number): { stop(): Promise<void> } {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const turn = async () => {
    await act();
    if (isStopped) return;
    timer = setTimeout(() => {
      current = turn();
    }, pauseMs);
    timer.unref();
  };
  let current = turn();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
