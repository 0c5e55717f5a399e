import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createEmbeddedPool } from "./embedded.ts";
import { applyMigrations } from "./migrate.ts";
import { migrationsDir, readMigrationFiles } from "./migration-files.ts";

describe("applyMigrations", () => {
  let engine: PGlite;
  let pool: pg.Pool;
  let directory: string;

  beforeAll(async () => {
    engine = await PGlite.create("memory://");
    pool = createEmbeddedPool(engine);
  });
  beforeEach(async () => {
    await pool.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    directory = await mkdtemp(path.join(tmpdir(), "podpass-migrations-"));
  });
  afterEach(() => rm(directory, { recursive: true }));
  afterAll(async () => {
    await pool?.end();
    await engine?.close();
  });

  const write = async (name: string, sql: string) => {
    await mkdir(path.join(directory, name), { recursive: true });
    await writeFile(path.join(directory, name, "migration.sql"), sql);
  };
  const tables = async () => {
    const { rows } = await pool.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    );
    return rows.map(({ name }) => name);
  };

  it("applies ours once, in Prisma's own table, and then has nothing to do", async () => {
    const names = (await readMigrationFiles()).map(({ name }) => name);
    expect(await applyMigrations(pool)).toEqual(names);
    expect(await applyMigrations(pool)).toEqual([]);
    const { rows } = await pool.query(
      "SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at > now() - interval '1 hour'",
    );
    expect(rows).toEqual(names.map((name) => ({ name })));
  });

  it("runs a script whole, with semicolons in strings, comments and functions", async () => {
    await write(
      "1_a",
      `-- one; two
       CREATE TABLE note (text TEXT DEFAULT 'a;b');
       CREATE FUNCTION three() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 3; END; $$;
       INSERT INTO note DEFAULT VALUES;`,
    );
    await applyMigrations(pool, directory);
    expect((await pool.query("SELECT text, three() FROM note")).rows).toEqual([{ text: "a;b", three: 3 }]);
  });

  it("names the migration that fails, keeps nothing of the run, and starts again once it is mended", async () => {
    await write("1_good", "CREATE TABLE good (id int)");
    await write("2_bad", "CREATE TABLE half (id int); INSERT INTO nowhere VALUES (1)");
    await expect(applyMigrations(pool, directory)).rejects.toThrow(
      /^Migration 2_bad failed and was rolled back.*relation "nowhere" does not exist/,
    );
    expect(await tables()).toEqual([]);

    await write("2_bad", "CREATE TABLE half (id int)");
    expect(await applyMigrations(pool, directory)).toEqual(["1_good", "2_bad"]);
    expect(await tables()).toEqual(["_prisma_migrations", "good", "half"]);
  });

  it("applies a new migration on top of those the database has", async () => {
    await cp(migrationsDir, directory, { recursive: true });
    await applyMigrations(pool, directory);
    await write("99990101000000_later", 'ALTER TABLE "organizations" ADD COLUMN "later" int');
    expect(await applyMigrations(pool, directory)).toEqual(["99990101000000_later"]);
  });

  it("refuses a migration that was changed after it was applied", async () => {
    await write("1_a", "CREATE TABLE a (id int)");
    await applyMigrations(pool, directory);
    await write("1_a", "CREATE TABLE a (id bigint)");
    await expect(applyMigrations(pool, directory)).rejects.toThrow("Migration 1_a was changed after it was applied");
  });

  it("refuses a database that a newer version has migrated", async () => {
    await write("1_a", "CREATE TABLE a (id int)");
    await write("2_b", "CREATE TABLE b (id int)");
    await applyMigrations(pool, directory);
    await rm(path.join(directory, "2_b"), { recursive: true });
    await expect(applyMigrations(pool, directory)).rejects.toThrow(
      "holds migration 2_b, which this version does not know",
    );
  });

  it("refuses a database on which another tool left a migration half-way", async () => {
    await write("1_a", "CREATE TABLE a (id int)");
    await applyMigrations(pool, directory);
    await pool.query("UPDATE _prisma_migrations SET finished_at = NULL");
    await expect(applyMigrations(pool, directory)).rejects.toThrow(
      "Migration 1_a was started on this database and never finished",
    );
  });
});
