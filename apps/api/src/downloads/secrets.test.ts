import { parseDotenv } from "@podpass/contracts";
import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { testApi } from "../testing/test-api.ts";

const VALUES = { A: "plain", B: 'it\'s\n"two" lines', C: "no", D: "1.0", E: "" };

describe("secrets as a file", () => {
  const api = testApi(async () => ({
    clock: new TestClock(new Date()),
    database: await openDatabase({ kind: "memory" }),
  }));
  let cookie: string;
  let projectId: string;

  const mutate = (path: string, body: unknown) =>
    api().call("POST", `/api/trpc/${path}`, { headers: { cookie }, body });
  const download = (query: Record<string, string>, headers: Record<string, string> = {}) =>
    api().app.inject({
      method: "GET",
      url: "/api/downloads/secrets",
      query: { projectId, environment: "dev", ...query },
      headers: { cookie, ...headers },
    });

  beforeAll(async () => {
    const body = { email: "admin@example.com", password: "correct horse battery" };
    const { headers } = await api().call("POST", "/api/auth/sign-in/email", { body });
    cookie = String(headers["set-cookie"]).split(";")[0] ?? "";
    projectId = (await mutate("project.create", { name: "Shop" })).body.result.data.id;
    const create = Object.entries(VALUES).map(([key, value]) => ({ key, value }));
    expect((await mutate("secret.writeMany", { projectId, environment: "dev", create })).status).toBe(200);
  });

  test.each([
    ["env", (text: string) => Object.fromEntries(parseDotenv(text).entries.map(({ key, value }) => [key, value]))],
    ["json", (text: string): unknown => JSON.parse(text)],
    ["yaml", (text: string): unknown => parse(text)],
  ])("are the same values in %s, kept by no cache and written down", async (format, read) => {
    const answer = await download({ format });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["content-disposition"]).toBe(`attachment; filename="secrets-dev.${format}"`);
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(read(answer.body)).toEqual(VALUES);
    expect(await api().auditEvents({ requestId: String(answer.headers["x-request-id"]) })).toMatchObject([
      { action: "secret.export", actorType: "user", detail: { keys: Object.keys(VALUES) } },
    ]);
  });

  test("are for whoever is signed in, from the dashboard, and not for the tokens of pods", async () => {
    const authorization = `Bearer ${api().adminToken}`;
    expect((await download({ format: "env" }, { cookie: "" })).statusCode).toBe(401);
    expect((await download({ format: "env" }, { cookie: "", authorization })).statusCode).toBe(401);
    expect((await download({ format: "env" }, { "sec-fetch-site": "cross-site" })).statusCode).toBe(403);
  });

  test.each([
    [{ format: "xml" }, 400],
    [{}, 400],
    [{ format: "env", environment: "none" }, 404],
    [{ format: "env", projectId: "x" }, 400],
    [{ format: "env", secretPath: "/none" }, 404],
  ])("%j is answered %d", async (query, status) => {
    expect((await download(query)).statusCode).toBe(status);
  });
});
