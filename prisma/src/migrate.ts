import { PrismaPg } from "@prisma/adapter-pg";
import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
  SqlQuery,
  Transaction,
} from "@prisma/driver-adapter-utils";
import { isDriverAdapterError } from "@prisma/driver-adapter-utils";
import type { MigrationList } from "@prisma/schema-engine-wasm";
import type pg from "pg";
import { type MigrationFile, migrationsDir, readMigrationFiles } from "./migration-files.ts";
import { findPendingMigrations, MigrationError, readAppliedMigrations } from "./migration-history.ts";
import { createSchemaEngine } from "./schema-engine.ts";

// Any number that other programs on the same server are unlikely to lock; it spells "podpass" on a phone's keys.
const MIGRATION_LOCK_ID = 7_637_277;
const LOCK_TIMEOUT_SECONDS = 120;

/**
 * Brings the database up to the newest migration and returns the names of those it applied.
 *
 * All pending migrations run in one transaction with their rows in `_prisma_migrations`, under an advisory lock: a process
 * killed half-way leaves the database as it was, and replicas starting together apply each migration once. A migration
 * therefore may not hold statements PostgreSQL refuses in a transaction (`CREATE INDEX CONCURRENTLY`).
 *
 * The schema engine takes a session lock of its own that ends with the connection: give a pool that is closed afterwards.
 *
 * @throws MigrationError when a migration fails, was changed after it was applied, or is unknown to this version.
 */
export async function applyMigrations(pool: pg.Pool, directory: string = migrationsDir): Promise<string[]> {
  const files = await readMigrationFiles(directory);
  // Nothing to apply is the usual start: answer it with one query, before 5 MB of WebAssembly are compiled.
  if (findPendingMigrations(files, await readAppliedMigrations(pool)).length === 0) return [];

  const adapter = await new PrismaPg(pool).connect();
  const transaction = await adapter.startTransaction();
  try {
    await runScript(transaction, `SET LOCAL lock_timeout = '${LOCK_TIMEOUT_SECONDS}s'`);
    await runScript(transaction, `SELECT pg_advisory_xact_lock(${MIGRATION_LOCK_ID})`);
    const applied = await applyWithEngine(adapter, transaction, files, directory);
    await runScript(transaction, "COMMIT");
    await transaction.commit();
    return applied;
  } catch (error) {
    await runScript(transaction, "ROLLBACK").catch(() => {
      // The connection is gone, and the transaction with it.
    });
    await transaction.rollback();
    throw error;
  }
}

async function applyWithEngine(
  adapter: SqlDriverAdapter,
  transaction: Transaction,
  files: MigrationFile[],
  directory: string,
): Promise<string[]> {
  const scripts = new ScriptRecorder();
  const engine = await createSchemaEngine(engineAdapter(adapter, transaction, scripts));
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: toMigrationList(files, directory),
      filters: { externalTables: [], externalEnums: [] },
    });
    return appliedMigrationNames;
  } catch (error) {
    throw scripts.explain(files, error);
  } finally {
    engine.free();
  }
}

// PostgreSQL refuses everything after the first error of a transaction, the engine's own bookkeeping included, so what the
// engine reports is a consequence; the cause is the error of the script itself.
class ScriptRecorder {
  #failure: { sql: string; error: unknown } | undefined;

  async run(sql: string, work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.#failure ??= { sql, error };
      throw error;
    }
  }

  explain(files: MigrationFile[], engineError: unknown): MigrationError {
    const failure = this.#failure;
    if (!failure)
      return new MigrationError(`The migrations could not be applied: ${messageOf(engineError)}`, engineError);
    const name = files.find((file) => file.sql === failure.sql)?.name ?? "unknown";
    return new MigrationError(
      `Migration ${name} failed and was rolled back; the database is unchanged. ${messageOf(failure.error)}`,
      failure.error,
    );
  }
}

function engineAdapter(
  adapter: SqlDriverAdapter,
  transaction: Transaction,
  scripts: ScriptRecorder,
): SqlMigrationAwareDriverAdapterFactory {
  const { provider, adapterName } = adapter;
  const connection: SqlDriverAdapter = {
    provider,
    adapterName,
    queryRaw: (query: SqlQuery) => transaction.queryRaw(query),
    executeRaw: (query: SqlQuery) => transaction.executeRaw(query),
    // The stock adapter cuts a script at every semicolon, those inside strings and comments too.
    executeScript: (sql) => scripts.run(sql, runScript(transaction, sql)),
    startTransaction: () => Promise.reject(new Error("Migrations already run in a transaction.")),
    getConnectionInfo: () => adapter.getConnectionInfo?.() ?? { supportsRelationJoins: true },
    dispose: () => Promise.resolve(),
  };
  return {
    provider,
    adapterName,
    connect: () => Promise.resolve(connection),
    connectToShadowDb: () => Promise.reject(new Error("Applying migrations needs no shadow database.")),
  };
}

/** Without arguments `pg` speaks the simple protocol, which takes several statements at once. */
async function runScript(transaction: Transaction, sql: string): Promise<void> {
  await transaction.executeRaw({ sql, args: [], argTypes: [] });
}

/** The migrations as the schema engine takes them. */
export function toMigrationList(files: MigrationFile[], directory: string = migrationsDir): MigrationList {
  return {
    baseDir: directory,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: files.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
    })),
  };
}

// The adapter's own message is a kind, such as TableDoesNotExist; the server's sentence is beneath it.
function messageOf(error: unknown): string {
  if (isDriverAdapterError(error)) return error.cause.originalMessage ?? error.message;
  return error instanceof Error ? error.message : String(error);
}
