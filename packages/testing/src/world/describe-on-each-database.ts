import { afterAll, beforeAll, describe } from "vitest";
import { postgresBinaries } from "../postgres-server/index.ts";
import { createWorld, type World } from "./create-world.ts";

/**
 * Runs the same tests on the embedded database's engine and on PostgreSQL, each in one world. Without PostgreSQL the
 * second half is reported as skipped, with the reason in its name.
 */
export function describeOnEachDatabase(subject: string, define: (world: () => World) => void): void {
  describe(`${subject} on the embedded engine`, () => inWorld("memory", define));
  describeOnPostgres(`${subject} on PostgreSQL`, define);
}

/** Runs tests of transactions that wait for each other: the embedded database has one connection, on which none does. */
export function describeOnPostgres(subject: string, define: (world: () => World) => void): void {
  const hasPostgres = postgresBinaries() !== undefined;
  const title = hasPostgres ? subject : `${subject} (PostgreSQL is not installed)`;
  describe.skipIf(!hasPostgres)(title, () => inWorld("postgres", define));
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
