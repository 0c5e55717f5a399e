import { PGlite } from "@electric-sql/pglite";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEmbeddedPool } from "./embedded.ts";

describe("EmbeddedStream", () => {
  let engine: PGlite;
  let pool: pg.Pool;
  beforeAll(async () => {
    engine = await PGlite.create("memory://");
    pool = createEmbeddedPool(engine);
  });
  afterAll(async () => {
    await pool?.end();
    await engine?.close();
  });

  it("clears what a client that went away left behind, as a server does", async () => {
    const client = await pool.connect();
    await client.query("CREATE TABLE kept (id int); SET statement_timeout = '7s'; SELECT pg_advisory_lock(1)");
    await client.query("BEGIN; INSERT INTO kept VALUES (1)");
    client.release(true);
    const { rows } = await pool.query(
      `SELECT (SELECT count(*)::int FROM kept) AS rows, current_setting('statement_timeout') AS timeout,
              (SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory') AS locks`,
    );
    expect(rows).toEqual([{ rows: 0, timeout: "0", locks: 0 }]);
  });

  it("carries values larger than any buffer on the way, both ways", async () => {
    const large = "ä".repeat(3 * 1024 * 1024);
    const { rows } = await pool.query<{ value: string }>("SELECT $1::text AS value", [large]);
    expect(rows[0]?.value === large).toBe(true);
  });

  it("answers the next query after a failed one", async () => {
    await expect(pool.query("SELECT * FROM nowhere WHERE id = $1", [1])).rejects.toMatchObject({ code: "42P01" });
    await expect(pool.query("SELECT 1 / $1::int", [0])).rejects.toMatchObject({ code: "22012" });
    expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  });
});
