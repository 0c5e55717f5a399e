import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import type { ChangeFeed } from "./changes.ts";
import { PrismaClient } from "./generated/client.ts";
import type { Sql } from "./sql.ts";

/** Where the data lives: a folder, this process's memory (tests), or a PostgreSQL server. */
export type DatabaseOptions =
  | { kind: "embedded"; dataDir: string }
  | { kind: "memory" }
  | { kind: "postgres"; url: string; maxConnections?: number };

/** An open, migrated database. */
export type Database = {
  readonly kind: DatabaseOptions["kind"];
  readonly client: PrismaClient;
  /** The hot path's way past the client. */
  readonly sql: Sql;
  readonly changes: ChangeFeed;
  /** What a server does by itself, where nothing else does it: see `vacuumEmbedded`. Null where it is not needed. */
  readonly vacuum: (() => Promise<void>) | null;
  /** Waits for queries under way, then lets go of the connection and of the data directory. */
  close(): Promise<void>;
};

/** A Prisma client over a pool that the caller owns and ends. */
export function createClient(pool: pg.Pool): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg(pool) });
}
