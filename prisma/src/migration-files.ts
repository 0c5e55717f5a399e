import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** One folder of `migrations/`: `<timestamp>_<name>/migration.sql`. */
export type MigrationFile = {
  name: string;
  sql: string;
  /** SHA-256 in hex, as the `_prisma_migrations` table stores it. */
  checksum: string;
};

export const migrationsDir: string = path.resolve(import.meta.dirname, "../migrations");
export const schemaPath: string = path.resolve(import.meta.dirname, "../schema.prisma");

/** Every migration in the order it applies. */
export async function readMigrationFiles(directory: string = migrationsDir): Promise<MigrationFile[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(directory, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}
