import { afterAll, beforeAll, describe } from "vitest";
import { postgresBinaries } from "../postgres-server/index.ts";
import { createWorld, type World } from "./create-world.ts";

/**
 * Runs the same tests on the embedded database's engine and on PostgreSQL, each in one world. Without PostgreSQL the
 * second half is reported as skipped, with the reason in its name.
 */
export function describeOnEachDatabase(subject: string, define: (world: () => World) => void): void {
  const hasPostgres = postgresBinaries() !== undefined;
  describe(`${subject} on the embedded engine`, () => inWorld("memory", define));
  describe.skipIf(!hasPostgres)(`${subject} on PostgreSQL${hasPostgres ? "" : " (PostgreSQL is not installed)"}`, () =>
    inWorld("postgres", define),
  );
}

function inWorld(database: "memory" | "postgres", define: (world: () => World) => void): void {
  let world: World | undefined;
  beforeAll(async () => {
    world = await createWorld({ database });
  }, 60_000);
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]();
  });
  define(() => {
    if (!world) throw new Error("The world is there in tests and hooks, not while tests are collected");
    return world;
  });
}
