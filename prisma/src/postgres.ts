import pg from "pg";
import { createClient, type Database } from "./database.ts";
import { IN_UTC } from "./in-utc.ts";
import { applyMigrations } from "./migrate.ts";
import { PostgresChanges } from "./postgres-changes.ts";
import { openSql } from "./sql.ts";

/** The PostgreSQL server could not be reached or refused us; the message names the server, never the password. */
export class DatabaseUnavailableError extends Error {
  override readonly name = "DatabaseUnavailableError";
}

const CONNECTION_TIMEOUT_MS = 10_000;
/** A server that stopped answering must not hold a request, and its connection, for ever. Migrations may take longer. */
const QUERY_TIMEOUT_MS = 15_000;
const DEFAULT_MAX_CONNECTIONS = 10;

/** A PostgreSQL server, 15 or newer. Any number of processes may open the same one. */
export async function openPostgres(
  url: string,
  maxConnections = DEFAULT_MAX_CONNECTIONS,
  queryTimeoutMs = QUERY_TIMEOUT_MS,
): Promise<Database> {
  const config: pg.PoolConfig = {
    connectionString: url,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    keepAlive: true,
    application_name: "podpass",
  };
  await migrate(config, url);
  const pool = openPool(config, { ...IN_UTC, max: maxConnections, query_timeout: queryTimeoutMs });
  const client = createClient(pool);
  const changes = await PostgresChanges.open(config);
  return {
    kind: "postgres",
    client,
    sql: openSql(pool),
    changes,
    vacuum: null,
    async close() {
      await changes.close();
      await client.$disconnect();
      await pool.end();
    },
  };
}

/** A pool that outlives the server's closing any of its connections: it drops that one and opens another. */
export function openPool(config: pg.PoolConfig, options: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ ...config, ...options });
  // Unheard, an error would end the process: that of an idle connection comes to the pool, and that of one in use, before
  // or between its statements, to nobody.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

async function migrate(config: pg.PoolConfig, url: string): Promise<void> {
  const pool = openPool(config, { max: 1 });
  try {
    await assertReachable(pool, url);
    await applyMigrations(pool);
  } finally {
    await pool.end();
  }
}

async function assertReachable(pool: pg.Pool, url: string): Promise<void> {
  try {
    await pool.query("SELECT 1");
  } catch (error) {
    throw new DatabaseUnavailableError(
      `Cannot open the PostgreSQL database ${withoutPassword(url)}: ${reasonOf(error)}`,
      { cause: error },
    );
  }
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return "named by the connection URL";
  const { protocol, hostname, port, pathname } = new URL(url);
  return `${protocol}//${hostname}${port && `:${port}`}${pathname}`;
}

// A name with several addresses fails once for each, under one empty message.
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}
