import { PGlite } from "@electric-sql/pglite";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEmbeddedPool } from "./embedded.ts";
import { openEmbeddedSql } from "./embedded-sql.ts";
import { statement } from "./sql.ts";

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

/** PostgreSQL keeps a plan for all values once it has made five for one each. */
const UNTIL_KEPT = 6;

test("a statement that was planned for an empty table is planned anew for the table it has become", async () => {
  await pool.query("CREATE TABLE grown (id int PRIMARY KEY, text text)");
  await pool.query("VACUUM ANALYZE grown");
  let nowMs = 0;
  const sql = openEmbeddedSql(pool, () => nowMs);
  const find = statement("SELECT text FROM grown WHERE id = $1");
  const planOfFind = async () => {
    const { rows } = await pool.query(`EXPLAIN EXECUTE "${find.name}" (1)`);
    return JSON.stringify(rows);
  };
  for (let times = 0; times < UNTIL_KEPT; times++) await sql(find, [1]);
  expect(await planOfFind()).toContain("Seq Scan");
  await pool.query("INSERT INTO grown SELECT id, repeat('x', 100) FROM generate_series(1, 20000) id");
  await sql(find, [1]);
  expect(await planOfFind()).toContain("Seq Scan");
  nowMs += 10_001;
  expect(await sql(find, [1])).toEqual([{ text: "x".repeat(100) }]);
  expect(await planOfFind()).toContain("Index Scan");
});

test("a client that takes another's place on the session prepares for itself", async () => {
  const sql = openEmbeddedSql(pool);
  const one = statement("SELECT 1 AS one");
  await sql(one, []);
  const client = await pool.connect();
  client.release(true);
  expect(await sql(one, [])).toEqual([{ one: 1 }]);
});
