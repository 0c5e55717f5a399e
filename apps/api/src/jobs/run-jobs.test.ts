import { createWorld, type World } from "@podpass/testing/world";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Job, runAtClose, runJob, startJobs } from "./run-jobs.ts";

describe("background jobs", () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  /** A job that counts its runs. */
  function counting(job: Partial<Job> & { name: string }) {
    let runs = 0;
    const counted: Job = {
      everySeconds: 60,
      async run() {
        runs += 1;
      },
      ...job,
    };
    return { job: counted, runs: () => runs };
  }

  test("one replica of many runs a job in each interval", async () => {
    const { job, runs } = counting({ name: "one of many" });
    const turn = () => Promise.all(Array.from({ length: 5 }, () => runJob(world.services, job)));
    await turn();
    expect(runs()).toBe(1);
    world.clock.advanceSeconds(58);
    await turn();
    expect(runs()).toBe(1);
    world.clock.advanceSeconds(2);
    await turn();
    expect(runs()).toBe(2);
  });

  test("what concerns each process runs in each", async () => {
    const { job, runs } = counting({ name: "each", isForEachReplica: true });
    await Promise.all([runJob(world.services, job), runJob(world.services, job)]);
    expect(runs()).toBe(2);
  });

  test("a job runs again after a clock that was far ahead is set right", async () => {
    const { job, runs } = counting({ name: "ahead" });
    const now = world.clock.now();
    world.clock.advanceSeconds(1_000_000);
    await runJob(world.services, job);
    world.clock.set(now);
    await runJob(world.services, job);
    expect(runs()).toBe(2);
  });

  test("a failure is logged under the job's name and stops no other", async () => {
    const failing: Job = { name: "failing", everySeconds: 60, run: () => Promise.reject(new Error("out of luck")) };
    const { job, runs } = counting({ name: "after it" });
    await startJobs(world.services, [failing, job]).stop();
    expect(runs()).toBe(1);
    expect(world.logs.at(-1)).toMatchObject({ level: "error", fields: { job: "failing" } });
  });

  test("what would be lost with the process runs once more when it closes, whatever else fails", async () => {
    const lost = counting({ name: "lost", isForEachReplica: true, isRunAtClose: true });
    const other = counting({ name: "other", isForEachReplica: true });
    const failing: Job = {
      ...lost.job,
      name: "failing at close",
      run: () => Promise.reject(new Error("out of luck")),
    };
    await runAtClose(world.services, [failing, lost.job, other.job]);
    expect([lost.runs(), other.runs()]).toEqual([1, 0]);
    expect(world.logs.at(-1)).toMatchObject({ level: "error", fields: { job: "failing at close" } });
  });

  test("stopping waits for what runs", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const events: string[] = [];
    const slow: Job = {
      name: "slow",
      everySeconds: 60,
      isForEachReplica: true,
      async run() {
        await promise;
        events.push("ran");
      },
    };
    const stopped = startJobs(world.services, [slow])
      .stop()
      .then(() => events.push("stopped"));
    resolve();
    await stopped;
    expect(events).toEqual(["ran", "stopped"]);
  });
});
