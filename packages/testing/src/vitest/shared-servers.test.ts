import pg from "pg";
import { describe, expect, test } from "vitest";
import { kubernetesAssets } from "../kube-api-server/kubernetes-assets.ts";
import { postgresBinaries } from "../postgres-server/postgres-binaries.ts";
import { sharedPostgresServer } from "./index.ts";
import { serveSharedServers } from "./serve-shared-servers.ts";
import { SharedServersClient } from "./shared-servers-client.ts";

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe("the servers of a run", () => {
  test("are the same for every client", { skip: !postgresBinaries() }, async () => {
    await using endpoint = await serveSharedServers();
    const [one, other] = [1, 2].map(() => new SharedServersClient(endpoint.url).postgres());
    const template = await one?.createDatabase();
    const copy = await other?.createDatabase({ template: template?.name ?? "" });
    expect(new URL(copy?.url ?? "").host).toBe(new URL(template?.url ?? "").host);
    await copy?.drop();
    await expect(other?.createDatabase({ template: copy?.name ?? "" })).rejects.toThrow("does not exist");
  });

  test("give databases with this version's schema, none of which knows another", {
    skip: !postgresBinaries(),
  }, async () => {
    await using endpoint = await serveSharedServers();
    const server = new SharedServersClient(endpoint.url).postgres();
    const [one, other] = await Promise.all([server.createMigratedDatabase(), server.createMigratedDatabase()]);
    await query(one.url, "CREATE TABLE note (id int)");
    const tables = "SELECT to_regclass('organizations') IS NOT NULL AS schema, to_regclass('note') IS NOT NULL AS note";
    expect(await query(one.url, tables)).toEqual([{ schema: true, note: true }]);
    expect(await query(other.url, tables)).toEqual([{ schema: true, note: false }]);
    await one.drop();
    await expect(query(one.url, tables)).rejects.toThrow("does not exist");
  });

  test("include a real API server", { skip: !kubernetesAssets() }, async () => {
    await using endpoint = await serveSharedServers();
    const server = await new SharedServersClient(endpoint.url).kubeApiServer();
    await server.createNamespace("shared");
    const account = await server.createServiceAccount({ namespace: "shared", name: "pod" });
    const [, claims = ""] = (await server.createToken({ namespace: "shared", name: "pod" })).split(".");
    expect(Buffer.from(claims, "base64url").toString()).toContain(account.uid);
    await expect(server.createNamespace("shared")).rejects.toThrow("409");
  });

  test("are reached from a test file without further ado", { skip: !postgresBinaries() }, async () => {
    const server = await sharedPostgresServer();
    const databases = await Promise.all([server.createDatabase(), server.createDatabase()]);
    expect(new Set(databases.map(({ url }) => new URL(url).host)).size).toBe(1);
    await Promise.all(databases.map((database) => database.drop()));
  });

  test("answer nobody without the secret of the run", async () => {
    await using endpoint = await serveSharedServers();
    const stranger = new SharedServersClient(new URL("/guess", endpoint.url).href);
    await expect(stranger.postgres().createDatabase()).rejects.toThrow("secret");
  });
});
