import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { deserialize, serialize } from "node:v8";
import { PGlite } from "@electric-sql/pglite";
import { createClient, type Database } from "./database.ts";
import { createEmbeddedPool } from "./embedded.ts";
import { watchEmbeddedChanges } from "./embedded-changes.ts";
import { openEmbeddedSql } from "./embedded-sql.ts";
import { copyOfFiles, type DatabaseFile, readDatabaseFiles } from "./memory-files.ts";
import { applyMigrations } from "./migrate.ts";
import { readMigrationFiles } from "./migration-files.ts";

/** Touching the 128 MB of shared buffers that are the default takes longer than all else about a small database. */
const START_PARAMETERS = [...PGlite.defaultStartParams, "-c", "shared_buffers=16MB"];

let template: Promise<DatabaseFile[]> | undefined;

/** A database of its own in this process's memory, gone on close: a copy of one that was migrated once. */
export async function openMemory(): Promise<Database> {
  template ??= readTemplate();
  const engine = await PGlite.create({ fs: copyOfFiles(await template), startParams: START_PARAMETERS });
  const pool = createEmbeddedPool(engine);
  const changes = watchEmbeddedChanges(pool);
  const client = createClient(pool);
  return {
    kind: "memory",
    client,
    sql: openEmbeddedSql(pool),
    changes,
    vacuum: null,
    async close() {
      await client.$disconnect();
      await pool.end();
      await engine.close();
    },
  };
}

// Making the template takes seconds, and a test run has a process for each of its files: the first one keeps it for all.
async function readTemplate(): Promise<DatabaseFile[]> {
  const file = await cacheFile();
  const cached = await readFile(file).catch(() => null);
  // Written below, under a name that stands for this form.
  if (cached) return deserialize(cached) as DatabaseFile[];
  const created = await createTemplate();
  await keep(file, serialize(created)).catch(() => {
    // An installation that cannot be written to makes its template anew each time.
  });
  return created;
}

async function createTemplate(): Promise<DatabaseFile[]> {
  const engine = await PGlite.create("memory://");
  const pool = createEmbeddedPool(engine);
  try {
    await applyMigrations(pool);
    await pool.end();
    await engine.exec("CHECKPOINT");
    return readDatabaseFiles(engine);
  } finally {
    await engine.close();
  }
}

/** Named after everything the template is made from, so that an outdated one is never read. */
async function cacheFile(): Promise<string> {
  const hash = createHash("sha256").update(import.meta.resolve("@electric-sql/pglite"));
  for (const { name, checksum } of await readMigrationFiles()) hash.update(`\n${name} ${checksum}`);
  const folder = path.resolve(import.meta.dirname, "../node_modules/.cache/podpass");
  return path.join(folder, `memory-${hash.digest("hex").slice(0, 16)}.v8`);
}

// Renamed into place, so that no other process reads half a file.
async function keep(file: string, content: Buffer): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const unfinished = `${file}.${randomUUID()}`;
  await writeFile(unfinished, content);
  await rename(unfinished, file);
}
