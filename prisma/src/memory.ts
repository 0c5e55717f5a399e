import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { createClient, type Database } from "./database.ts";
import { createEmbeddedPool, openEmbeddedSql } from "./embedded.ts";
import { watchEmbeddedChanges } from "./embedded-changes.ts";
import { applyMigrations } from "./migrate.ts";
import { readMigrationFiles } from "./migration-files.ts";

let template: Promise<Blob> | undefined;

/** A database of its own in this process's memory, gone on close: a copy of one that was migrated once. */
export async function openMemory(): Promise<Database> {
  template ??= readTemplate();
  const engine = await PGlite.create({ loadDataDir: await template });
  const pool = createEmbeddedPool(engine);
  const changes = watchEmbeddedChanges(pool);
  const client = createClient(pool);
  return {
    kind: "memory",
    client,
    sql: openEmbeddedSql(pool),
    changes,
    async close() {
      await client.$disconnect();
      await pool.end();
      await engine.close();
    },
  };
}

// Making the template takes seconds, and a test run has a process for each of its files: the first one keeps it for all.
async function readTemplate(): Promise<Blob> {
  const file = await cacheFile();
  const cached = await readFile(file).catch(() => null);
  if (cached) return new Blob([cached]);
  const created = await createTemplate();
  await keep(file, created).catch(() => {
    // An installation that cannot be written to makes its template anew each time.
  });
  return created;
}

async function createTemplate(): Promise<Blob> {
  const engine = await PGlite.create("memory://");
  const pool = createEmbeddedPool(engine);
  try {
    await applyMigrations(pool);
    await pool.end();
    await engine.exec("CHECKPOINT");
    return await engine.dumpDataDir("none");
  } finally {
    await engine.close();
  }
}

/** Named after everything the template is made from, so that an outdated one is never read. */
async function cacheFile(): Promise<string> {
  const hash = createHash("sha256").update(import.meta.resolve("@electric-sql/pglite"));
  for (const { name, checksum } of await readMigrationFiles()) hash.update(`\n${name} ${checksum}`);
  const folder = path.resolve(import.meta.dirname, "../node_modules/.cache/podpass");
  return path.join(folder, `memory-${hash.digest("hex").slice(0, 16)}.tar`);
}

// Renamed into place, so that no other process reads half a file.
async function keep(file: string, content: Blob): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const unfinished = `${file}.${randomUUID()}`;
  await writeFile(unfinished, content.stream());
  await rename(unfinished, file);
}
