import { chmod, mkdir, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { lockDataDirectory } from "./data-directory-lock.ts";
import { createClient, type Database } from "./database.ts";
import { watchEmbeddedChanges } from "./embedded-changes.ts";
import { openEmbeddedSql } from "./embedded-sql.ts";
import { EmbeddedStream } from "./embedded-stream.ts";
import { vacuumEmbedded } from "./embedded-vacuum.ts";
import { IN_UTC } from "./in-utc.ts";
import { applyMigrations } from "./migrate.ts";

/**
 * PostgreSQL inside this process, stored in `<dataDir>/postgres`. A write is acknowledged once it has been handed to the
 * operating system: it survives the death of the process (`kill -9`), as PGlite's
 * `relaxedDurability` stays off, but not a power loss, as PGlite runs PostgreSQL with `fsync` off.
 */
export async function openEmbedded(dataDir: string): Promise<Database> {
  const lock = await lockDataDirectory(dataDir);
  try {
    const engine = await openEngine(path.resolve(dataDir));
    const pool = createEmbeddedPool(engine);
    const changes = watchEmbeddedChanges(pool);
    const close = async (): Promise<void> => {
      await pool.end();
      await engine.close();
    };
    await applyMigrations(pool).catch((error) => close().then(() => Promise.reject(error)));
    const client = createClient(pool);
    return {
      kind: "embedded",
      client,
      sql: openEmbeddedSql(pool),
      changes,
      vacuum: () => vacuumEmbedded(pool),
      async close() {
        await client.$disconnect();
        await close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** A pool of the one session an embedded database has; queries and transactions take turns on it. */
export function createEmbeddedPool(engine: PGlite): pg.Pool {
  return new pg.Pool({
    ...IN_UTC,
    // `pg` asks of its stream no more of net.Socket than EmbeddedStream has, which the typings cannot express.
    stream: () => new EmbeddedStream(engine) as unknown as ReturnType<NonNullable<pg.ClientConfig["stream"]>>,
    max: 1,
    idleTimeoutMillis: 0,
    user: "postgres",
    database: "postgres",
  });
}

// The first start writes some thousand files. A process killed among them must not leave a folder that looks like a
// database and is not one: as long as the marker stands, the folder was never used and is made anew.
async function openEngine(dataDir: string): Promise<PGlite> {
  const databaseDir = path.join(dataDir, "postgres");
  const marker = path.join(dataDir, "postgres.initializing");
  if (await exists(marker)) await rm(databaseDir, { recursive: true, force: true });
  // The engine's files are readable and writable to all; the data directory may be a volume that others can enter.
  await mkdir(databaseDir, { recursive: true });
  await chmod(databaseDir, 0o700);
  if (await exists(path.join(databaseDir, "PG_VERSION"))) return PGlite.create(databaseDir);
  await writeFile(marker, "");
  const engine = await PGlite.create(databaseDir);
  await rm(marker);
  return engine;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
