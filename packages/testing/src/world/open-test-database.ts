import { type Database, openDatabase } from "@podpass/prisma";
import { sharedPostgresServer } from "../vitest/index.ts";

export type TestDatabaseKind = "memory" | "postgres";

/**
 * A fresh, migrated database of its own, gone on close: in this process's memory or on the run's PostgreSQL server.
 * @throws Error for "postgres" when PostgreSQL is not installed: skip the test when `postgresBinaries()` is undefined.
 */
export async function openTestDatabase(kind: TestDatabaseKind): Promise<Database> {
  if (kind === "memory") return openDatabase({ kind });
  const server = await sharedPostgresServer();
  const { url, drop } = await server.createMigratedDatabase();
  const database = await openDatabase({ kind, url });
  return {
    ...database,
    async close() {
      await database.close();
      await drop();
    },
  };
}
