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
