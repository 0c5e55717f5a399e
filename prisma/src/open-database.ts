import type { Database, DatabaseOptions } from "./database.ts";
import { openEmbedded } from "./embedded.ts";
import { openMemory } from "./memory.ts";
import { openPostgres } from "./postgres.ts";

/**
 * Opens a database and migrates it to this version's schema before anything can query it.
 *
 * @throws DataDirectoryInUseError when another process has the embedded database's directory open.
 * @throws DatabaseUnavailableError when the PostgreSQL server cannot be reached or refuses the credentials.
 * @throws MigrationError when the schema cannot be brought up to date.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  switch (options.kind) {
    case "embedded":
      return openEmbedded(options.dataDir);
    case "memory":
      return openMemory();
    case "postgres":
      return openPostgres(options.url, options.maxConnections);
  }
}
