import { ProjectExport } from "@podpass/contracts";
import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../testing/test-api.ts";

describe("a project as a document", () => {
  const api = testApi(async () => ({
    clock: new TestClock(new Date()),
    database: await openDatabase({ kind: "memory" }),
  }));
  let cookie: string;
  let projectId: string;

  const mutate = (path: string, body: unknown) =>
    api().call("POST", `/api/trpc/${path}`, { headers: { cookie }, body });
  const download = (query: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    api().app.inject({
      method: "GET",
      url: "/api/downloads/project",
      query: { projectId, ...query },
      headers: { cookie, ...headers },
    });

  beforeAll(async () => {
    const body = { email: "admin@example.com", password: "correct horse battery" };
    const { headers } = await api().call("POST", "/api/auth/sign-in/email", { body });
    cookie = String(headers["set-cookie"]).split(";")[0] ?? "";
    projectId = (await mutate("project.create", { name: "Shop" })).body.result.data.id;
    await mutate("folder.create", { projectId, environment: "dev", name: "apps" });
    const create = [
      { key: "A", value: 'it\'s\n"two" lines', comment: "why" },
      { key: "B", value: "" },
    ];
    expect(
      (await mutate("secret.writeMany", { projectId, environment: "dev", secretPath: "/apps", create })).status,
    ).toBe(200);
    const one = { projectId, environment: "prod", key: "C", value: "c" };
    expect((await mutate("secret.create", one)).status).toBe(200);
  });

  test("is whole, as its schema says, kept by no cache and written down", async () => {
    const answer = await download();
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(answer.headers["content-disposition"]).toMatch(/^attachment; filename="shop-\d{4}-\d\d-\d\d\.json"$/);
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(ProjectExport.parse(answer.json())).toMatchObject({
      project: { slug: "shop" },
      environments: [{ slug: "dev" }, { slug: "staging" }, { slug: "prod" }],
      folders: [{ environment: "dev", secretPath: "/apps" }],
      secrets: [
        { secretPath: "/apps", key: "A", value: 'it\'s\n"two" lines', comment: "why" },
        { key: "B", value: "" },
        { environment: "prod", secretPath: "/", key: "C" },
      ],
      isPartial: false,
    });
    const events = await api().auditEvents({ requestId: String(answer.headers["x-request-id"]) });
    expect(events.map(({ action, detail }) => [action, Object(detail).keys])).toEqual(
      expect.arrayContaining([
        ["secret.export", ["A", "B"]],
        ["secret.export", ["C"]],
      ]),
    );
  });

  test("of an environment without secrets is whole too", async () => {
    const answer = await download({ environment: "staging" });
    expect(answer.headers["content-disposition"]).toContain('"shop-staging-20');
    expect(ProjectExport.parse(answer.json())).toMatchObject({ environments: [{ slug: "staging" }], secrets: [] });
  });

  test("ends for whoever signs out while they read it: no further part leaves, and what has left is no document", async () => {
    const create = Array.from({ length: 800 }, (_, index) => ({ key: `KEY_${index}`, value: "x" }));
    const written = await mutate("secret.writeMany", { projectId, environment: "staging", create });
    expect(written.status).toBe(200);
    const { email } = await api().createPerson(api().organizationId, { organizationRole: "admin" });
    const headers = { cookie: await api().signIn(email) };
    const url = `/api/downloads/project?projectId=${projectId}&environment=staging`;
    const answer = await api().app.inject({ method: "GET", url, headers, payloadAsStream: true });
    let text = "";
    const reading = (async () => {
      for await (const chunk of answer.stream()) {
        if (text === "") await api().call("POST", "/api/trpc/account.signOutEverywhere", { headers, body: {} });
        text += String(chunk);
      }
    })();
    await expect(reading).rejects.toThrow("destroyed before completion");
    expect(text.split('"key"').length - 1).toBeLessThan(800);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  test("is for whoever is signed in, from the dashboard, and not for the tokens of pods", async () => {
    const authorization = `Bearer ${api().adminToken}`;
    expect((await download({}, { cookie: "" })).statusCode).toBe(401);
    expect((await download({}, { cookie: "", authorization })).statusCode).toBe(401);
    expect((await download({}, { "sec-fetch-site": "cross-site" })).statusCode).toBe(403);
  });

  test.each([
    [{ environment: "none" }, 404],
    [{ environment: "Not a slug" }, 404],
    [{ environment: "x".repeat(65) }, 400],
    [{ projectId: "x" }, 400],
    [{ projectId: "00000000-0000-4000-8000-000000000000" }, 404],
    [{ format: "json" }, 400],
  ])("%j is answered %d", async (query, status) => {
    expect((await download(query)).statusCode).toBe(status);
  });
});
