import { postgresBinaries } from "@podpass/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Arena } from "./arena.ts";
import { DATABASES, type Fault } from "./options.ts";

/** Starting real servers takes seconds, and many times that while other tests run. */
const TIMEOUT_MS = 300_000;

const PROMISES: readonly [string, Fault][] = [
  ["kill -9 loses nothing that was acknowledged, and leaves nothing that nobody asked for", "kill"],
  ["SIGTERM drops no request that was begun", "drain"],
  ["keys rotate, killed in the middle and run again, and every value is there under the new ones", "keys"],
];

/** The short form of `npm run chaos`. */
describe("under load", () => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await Arena.open({ kills: 2, seconds: 0.7, databases: DATABASES });
  }, TIMEOUT_MS);
  afterAll(() => arena?.[Symbol.asyncDispose]());

  const isMissing = (database: string) => database === "postgres" && postgresBinaries() === undefined;

  describe.each(DATABASES)("on %s", (database) => {
    test.skipIf(isMissing(database)).each(PROMISES)(
      "%s",
      async (_promise, fault) => {
        const [finding] = await arena.run(fault, database);
        expect(finding?.violations).toEqual([]);
      },
      TIMEOUT_MS,
    );
  });

  test.skipIf(isMissing("postgres"))(
    "a restart of PostgreSQL, gentle or not, is a clear 503 for a while, and nothing else",
    async () => {
      const findings = await arena.run("postgres", "postgres");
      expect(findings.flatMap(({ violations }) => violations)).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
