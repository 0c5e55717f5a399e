import { PGlite } from "@electric-sql/pglite";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEmbeddedPool } from "./embedded.ts";
import { vacuumEmbedded } from "./embedded-vacuum.ts";

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

const sizeOf = async (table: string) =>
  (await pool.query<{ size: number }>("SELECT pg_relation_size($1)::int AS size", [table])).rows[0]?.size ?? 0;

test("rows that come and go take the space of those before them", async () => {
  await pool.query('CREATE TABLE "Come and go" (id int PRIMARY KEY, text text)');
  const sizeAfterATurn = async () => {
    await pool.query(`INSERT INTO "Come and go" SELECT id, repeat('x', 100) FROM generate_series(1, 5000) id`);
    const size = await sizeOf('"Come and go"');
    await pool.query(`DELETE FROM "Come and go" WHERE id < 5000`);
    await vacuumEmbedded(pool);
    await pool.query('DELETE FROM "Come and go"');
    return size;
  };
  const first = await sizeAfterATurn();
  expect(await sizeAfterATurn()).toBeLessThan(first * 1.1);
  expect(await sizeAfterATurn()).toBeLessThan(first * 1.1);
});

test("a table that is as it was is left alone", async () => {
  await pool.query("CREATE TABLE calm AS SELECT id FROM generate_series(1, 2000) id");
  const vacuumed = async () =>
    (await pool.query("SELECT vacuum_count::int AS count FROM pg_stat_user_tables WHERE relname = 'calm'")).rows;
  await vacuumEmbedded(pool);
  await vacuumEmbedded(pool);
  expect(await vacuumed()).toEqual([{ count: 1 }]);
  await pool.query("UPDATE calm SET id = id WHERE id <= 500");
  await vacuumEmbedded(pool);
  expect(await vacuumed()).toEqual([{ count: 2 }]);
});

test("rows are frozen before the numbers of transactions go round, those of the catalog as well", async () => {
  await pool.query("CREATE TABLE old (text text)");
  await pool.query("INSERT INTO old VALUES ('kept')");
  for (let transactions = 0; transactions < 300; transactions++) await pool.query("SELECT pg_current_xact_id()");
  const oldest = async () => {
    const sql = "SELECT max(age(relfrozenxid))::int AS age FROM pg_class WHERE relkind IN ('r', 't')";
    return (await pool.query<{ age: number }>(sql)).rows[0]?.age ?? 0;
  };
  await vacuumEmbedded(pool);
  expect(await oldest()).toBeGreaterThan(300);
  await vacuumEmbedded(pool, 100);
  // Each table's vacuum is a transaction or two.
  expect(await oldest()).toBeLessThan(200);
  expect((await pool.query("SELECT text FROM old")).rows).toEqual([{ text: "kept" }]);
});

test("a table that cannot be vacuumed holds up no other", async () => {
  await pool.query("CREATE TABLE a_broken (id int); CREATE TABLE b_whole (id int)");
  await pool.query("CREATE FUNCTION fails(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'");
  await pool.query("CREATE INDEX ON a_broken (fails(id))");
  for (const table of ["a_broken", "b_whole"]) {
    await pool.query(`INSERT INTO ${table} SELECT id FROM generate_series(1, 2000) id`);
  }
  const breaks = "AS 'BEGIN RAISE EXCEPTION ''broken''; END'";
  await pool.query(`CREATE OR REPLACE FUNCTION fails(int) RETURNS int IMMUTABLE LANGUAGE plpgsql ${breaks}`);
  await expect(vacuumEmbedded(pool)).rejects.toThrow("could not be vacuumed");
  const sql = "SELECT vacuum_count::int AS count FROM pg_stat_user_tables WHERE relname = 'b_whole'";
  expect((await pool.query(sql)).rows).toEqual([{ count: 1 }]);
  await pool.query("DROP TABLE a_broken");
});
