import { AppError, recordRefusedCall } from "@podpass/core";
import { createWorld, type World } from "@podpass/testing/world";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseEnv } from "../env.ts";
import { jobsOf } from "./jobs.ts";
import { runJob } from "./run-jobs.ts";

describe("what the server does by itself", () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const jobs = jobsOf(parseEnv({}), null);
  const runOf = (replica: World["services"]) => Promise.all(jobs.map((job) => runJob(replica, job)));

  test("each replica writes down the refused calls that it counted, whoever ran before it", async () => {
    const error = new AppError("auth.permission_denied");
    const refuse = () =>
      recordRefusedCall(world.publicContext(), { error, call: "project.delete", caller: world.admin });
    const counted = async () => (await world.auditEvents("access.refuse_many")).length;
    for (const times of [1, 2]) {
      for (let index = 0; index < 100; index += 1) await refuse();
      await runOf(world.services);
      expect(await counted()).toBe(times);
    }
  });
});
