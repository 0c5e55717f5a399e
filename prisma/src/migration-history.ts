import type pg from "pg";
import type { MigrationFile } from "./migration-files.ts";

/** The database cannot be brought to this version's schema; the message says which migration is in the way, and why. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}

/** A row of `_prisma_migrations` that was not rolled back. */
export type AppliedMigration = { name: string; checksum: string; isFinished: boolean };

/** What the database says was applied, in that order; empty for a new database. */
export async function readAppliedMigrations(pool: pg.Pool): Promise<AppliedMigration[]> {
  const { rows: tables } = await pool.query<{ exists: boolean }>(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists",
  );
  if (!tables[0]?.exists) return [];
  const { rows } = await pool.query<AppliedMigration>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS "isFinished"
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return rows;
}

/**
 * The files still to apply.
 *
 * @throws MigrationError when history and files disagree: applying more on top would build on a schema nobody wrote.
 */
export function findPendingMigrations(files: MigrationFile[], applied: AppliedMigration[]): MigrationFile[] {
  const filesByName = new Map(files.map((file) => [file.name, file]));
  for (const { name, checksum, isFinished } of applied) {
    const file = filesByName.get(name);
    if (!isFinished) throw new MigrationError(`Migration ${name} was started on this database and never finished.`);
    if (!file) {
      throw new MigrationError(
        `The database holds migration ${name}, which this version does not know. It was written by a newer version; run that one.`,
      );
    }
    if (file.checksum !== checksum) {
      throw new MigrationError(
        `Migration ${name} was changed after it was applied to this database. Restore its file and put the change in a new migration.`,
      );
    }
  }
  const appliedNames = new Set(applied.map(({ name }) => name));
  return files.filter(({ name }) => !appliedNames.has(name));
}
