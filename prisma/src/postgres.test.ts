import { PostgresServer, postgresBinaries } from "@podpass/testing";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DatabaseUnavailableError, openDatabase } from "./index.ts";
import { openPool, openPostgres } from "./postgres.ts";
import { statement } from "./sql.ts";

const isMissing = postgresBinaries() === undefined;
const title = isMissing ? "openPostgres (skipped: PostgreSQL's server is not installed)" : "openPostgres";

describe.skipIf(isMissing)(title, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.start();
  });
  afterAll(() => server?.close());

  const freshUrl = async () => (await server.createDatabase()).url;

  it("lets replicas start together on an empty database, each migration applied once", async () => {
    const url = await freshUrl();
    const replicas = await Promise.all(Array.from({ length: 4 }, () => openDatabase({ kind: "postgres", url })));
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(
      "SELECT migration_name, count(*)::int AS times FROM _prisma_migrations GROUP BY 1 HAVING count(*) <> 1",
    );
    expect(rows).toEqual([]);
    const { rows: locks } = await client.query("SELECT * FROM pg_locks WHERE locktype = 'advisory'");
    expect(locks).toEqual([]);
    await client.end();
    for (const replica of replicas) expect(await replica.client.organization.count()).toBe(0);
    await Promise.all(replicas.map((replica) => replica.close()));
  });

  it("opens no more connections than it was allowed, and one to be told of changes", async () => {
    const url = await freshUrl();
    const database = await openDatabase({ kind: "postgres", url, maxConnections: 2 });
    await Promise.all(Array.from({ length: 20 }, () => database.client.$queryRaw`SELECT pg_sleep(0.01)::text`));
    const [count] = await database.client.$queryRaw<{ pooled: number; other: number }[]>`
      SELECT count(*) FILTER (WHERE application_name = 'podpass')::int AS pooled,
             count(*) FILTER (WHERE application_name <> 'podpass')::int AS other
      FROM pg_stat_activity WHERE datname = current_database()`;
    expect(count?.pooled).toBeLessThanOrEqual(2);
    expect(count?.other).toBe(1);
    await database.close();
  });

  it("outlives a connection that the server ends in the moment between being taken and being used", async () => {
    const pool = openPool({ connectionString: await freshUrl() }, { max: 2 });
    const client = await pool.connect();
    const { rows } = await client.query("SELECT pg_backend_pid() AS pid");
    // Not by `once` of node:events, which would hear the error too.
    const ended = new Promise<void>((resolve) => client.once("end", resolve));
    await pool.query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
    await ended;
    await expect(client.query("SELECT 1")).rejects.toThrow();
    client.release();
    expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });

  it("keeps instants as they are in a database set to another time zone, through Prisma and past it", async () => {
    const url = await freshUrl();
    const setUp = await openDatabase({ kind: "postgres", url });
    const name = new URL(url).pathname.slice(1);
    await setUp.client.$executeRawUnsafe(`ALTER DATABASE "${name}" SET timezone TO 'Pacific/Auckland'`);
    await setUp.close();
    const database = await openDatabase({ kind: "postgres", url });
    const nextRunAt = new Date("2026-01-01T00:00:00.000Z");
    await database.client.job.create({ data: { name: "by Prisma", nextRunAt } });
    await database.sql(statement("INSERT INTO jobs (name, next_run_at) VALUES ($1, $2::timestamptz)"), [
      "past it",
      nextRunAt.toISOString(),
    ]);
    const rows = await database.sql(statement('SELECT next_run_at AS "nextRunAt" FROM jobs'), []);
    expect(rows).toEqual([{ nextRunAt }, { nextRunAt }]);
    expect(await database.client.job.findMany({ select: { nextRunAt: true } })).toEqual(rows);
    await database.close();
  });

  it("serves on after the server restarted", async () => {
    const own = await PostgresServer.start();
    const database = await openDatabase({ kind: "postgres", url: own.url });
    await database.client.user.create({ data: { id: "1", name: "n", email: "e" } });
    await own.restart();
    expect(await database.client.user.count().catch(() => database.client.user.count())).toBe(1);
    await database.close();
    await own.close();
  });

  it("gives up on a query that gets no answer, and serves on", async () => {
    const database = await openPostgres(await freshUrl(), 1, 300);
    await expect(database.client.$queryRaw`SELECT pg_sleep(60)::text`).rejects.toThrow("Query read timeout");
    expect(await database.client.organization.count()).toBe(0);
    await database.close();
  });

  it("says which server it cannot reach, and why, without the password", async () => {
    const url = new URL(server.url);
    url.password = "hunter2";
    const refused = await openDatabase({ kind: "postgres", url: url.href }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DatabaseUnavailableError);
    expect(String(refused)).toMatch(/127\.0\.0\.1:\d+\/postgres: password authentication failed/);
    expect(String(refused)).not.toContain("hunter2");

    url.port = "1";
    await expect(openDatabase({ kind: "postgres", url: url.href })).rejects.toThrow(
      /127\.0\.0\.1:1\/postgres.*ECONNREFUSED/,
    );
    await expect(openDatabase({ kind: "postgres", url: "not a url" })).rejects.toThrow(DatabaseUnavailableError);
  });
});
