import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { toMigrationList } from "./migrate.ts";
import { migrationsDir, readMigrationFiles, schemaPath } from "./migration-files.ts";
import { createSchemaEngine } from "./schema-engine.ts";

/** The SQL that takes a database with every migration applied to what schema.prisma says; empty when they agree. */
export async function diffMigrationsWithSchema(): Promise<string> {
  const shadow = await openShadowDatabase();
  const schema = { path: schemaPath, content: await readFile(schemaPath, "utf8") };
  try {
    const engine = await createSchemaEngine(shadow.factory, schema);
    const { stdout } = await engine.diff({
      from: { tag: "migrations", ...toMigrationList(await readMigrationFiles()) },
      to: { tag: "schemaDatamodel", files: [schema] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    engine.free();
    const sql = stdout?.trim() ?? "";
    return sql === "-- This is an empty migration." ? "" : sql;
  } finally {
    await shadow.close();
  }
}

/**
 * Writes `migrations/<UTC timestamp>_<name>/migration.sql` with what schema.prisma has and the migrations lack, and
 * returns the file's path, or null when there is nothing to write.
 */
export async function authorMigration(name: string, now: Date): Promise<string | null> {
  if (!/^[a-z0-9_]+$/.test(name)) throw new Error("A migration's name has lower-case letters, digits and _ only.");
  const sql = await diffMigrationsWithSchema();
  if (!sql) return null;
  const timestamp = now.toISOString().replace(/\D/g, "").slice(0, 14);
  const directory = path.join(migrationsDir, `${timestamp}_${name}`);
  await mkdir(directory, { recursive: true });
  const file = path.join(directory, "migration.sql");
  await writeFile(file, `${sql}\n`);
  return file;
}

// An empty in-memory database in which the engine replays the migrations to read the schema they make. The server's own
// adapter cannot read the "char" columns of PostgreSQL's catalog, which the engine asks for here and nowhere else.
async function openShadowDatabase(): Promise<{
  factory: SqlMigrationAwareDriverAdapterFactory;
  close(): Promise<void>;
}> {
  const engine = await PGlite.create("memory://");
  const { provider, adapterName } = new PrismaPGlite(engine);
  const connect = async (): Promise<SqlDriverAdapter> => {
    const adapter = await new PrismaPGlite(engine).connect();
    // As it comes, it neither waits for a script nor reports its failure.
    adapter.executeScript = async (sql) => {
      await engine.exec(sql);
    };
    return adapter;
  };
  return { factory: { provider, adapterName, connect, connectToShadowDb: connect }, close: () => engine.close() };
}
