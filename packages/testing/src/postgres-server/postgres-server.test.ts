import { existsSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgresBinaries } from "./postgres-binaries.ts";
import { PostgresServer } from "./postgres-server.ts";

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const isMissing = postgresBinaries() === undefined;
const title = isMissing ? "PostgresServer (skipped: PostgreSQL's server is not installed)" : "PostgresServer";

describe.skipIf(isMissing)(title, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.start({ durable: true });
  });
  afterAll(() => server?.close());

  it("makes databases that know nothing of each other, as copies of a template when asked", async () => {
    const template = await server.createDatabase();
    await query(template.url, "CREATE TABLE note (id int); INSERT INTO note VALUES (1)");
    const copies = await Promise.all([1, 2].map(() => server.createDatabase({ template: template.name })));
    await query(copies[0]?.url ?? "", "INSERT INTO note VALUES (2)");
    const counts = await Promise.all(copies.map(({ url }) => query(url, "SELECT count(*)::int AS n FROM note")));
    expect(counts).toEqual([[{ n: 2 }], [{ n: 1 }]]);
  });

  it("drops a database under its clients", async () => {
    const database = await server.createDatabase();
    const client = new pg.Client({ connectionString: database.url });
    const cut = new Promise((resolve) => client.on("error", resolve));
    await client.connect();
    await database.drop();
    await expect(cut).resolves.toBeInstanceOf(Error);
    await expect(query(database.url, "SELECT 1")).rejects.toThrow("does not exist");
    await database.drop();
  });

  it.each(["INT", "QUIT", "KILL"] as const)("keeps committed rows at the same address across SIG%s", async (signal) => {
    const { url } = await server.createDatabase();
    await query(url, "CREATE TABLE note (id int); INSERT INTO note VALUES (7)");
    await server.restart({ signal });
    expect(await query(url, "SELECT id FROM note")).toEqual([{ id: 7 }]);
  });

  it("is durable only when asked, and asks for a password", async () => {
    expect(await query(server.url, "SHOW fsync")).toEqual([{ fsync: "on" }]);
    const wrong = new URL(server.url);
    wrong.password = "wrong";
    await expect(query(wrong.href, "SELECT 1")).rejects.toThrow("password authentication failed");
  });

  it("leaves nothing behind when it is closed", async () => {
    const other = await PostgresServer.start();
    expect(await query(other.url, "SHOW fsync")).toEqual([{ fsync: "off" }]);
    await other.close();
    await other.close();
    expect(existsSync(other.socketFolder)).toBe(false);
    await expect(query(other.url, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
  });

  it("says which statement failed", async () => {
    await expect(server.createDatabase({ template: 'no "such' })).rejects.toThrow(/CREATE DATABASE .* does not exist/);
  });
});
