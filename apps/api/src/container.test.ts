import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { expect, test } from "vitest";
import { buildContainer } from "./container.ts";
import { parseEnv } from "./env.ts";
import { createLogger } from "./logger.ts";
import { Api } from "./testing/api.ts";

const otherKey = Buffer.alloc(32, 9).toString("base64");

test("a database that another root key encrypted is refused at start, before anything is written", async () => {
  const folder = await mkdtemp(join(tmpdir(), "podpass-container-"));
  try {
    const dataDir = join(folder, "data");
    const clock = new TestClock();
    const api = await Api.openSetUp({ clock, database: await openDatabase({ kind: "embedded", dataDir }) });
    await api[Symbol.asyncDispose]();
    const env = parseEnv({ DATA_DIR: dataDir, ENCRYPTION_KEY: otherKey });
    await expect(buildContainer(env, createLogger("silent"))).rejects.toThrow(/is not the one this database/);
    const withoutKey = parseEnv({ DATA_DIR: dataDir });
    await expect(buildContainer(withoutKey, createLogger("silent"))).rejects.toThrow(/root\.key is missing/);
    // The refusals let go of the database: the right key opens it.
    const again = await Api.open({ clock, database: await openDatabase({ kind: "embedded", dataDir }) });
    expect((await again.call("GET", "/api/trpc/setup.status")).body.result.data).toEqual({ isSetUp: true });
    await again[Symbol.asyncDispose]();
  } finally {
    await rm(folder, { recursive: true });
  }
});
