import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { EventReader } from "../../../testing/event-reader.ts";
import { testApi } from "../../../testing/test-api.ts";

const PATH = "/api/v1/events/subscribe/project-events";

describe("a subscription to a project's events", () => {
  const clock = new TestClock(new Date());
  const api = testApi(async () => ({ clock, database: await openDatabase({ kind: "memory" }) }));
  let siteUrl: string;
  let projectId: string;
  let identityId: string;
  let token: string;
  beforeAll(async () => {
    siteUrl = await api().app.listen({ host: "127.0.0.1", port: 0 });
  });
  beforeEach(async () => {
    projectId = (await api().createProject()).id;
    identityId = await api().createIdentity();
    await api().admin("POST", membershipUrl(), { body: { role: "viewer" } });
    token = await api().logIn(identityId);
  });

  const membershipUrl = () => `/api/v1/projects/${projectId}/memberships/identities/${identityId}`;
  const subscribe = (register?: object[], as = token) =>
    EventReader.open(siteUrl + PATH, { token: as, body: { projectId, register } });
  const write = (method: string, key: string, body: object = {}) =>
    api().admin(method, `/api/v4/secrets/${key}`, { body: { projectId, environment: "dev", ...body } });
  const create = (key: string, body: object = {}) => write("POST", key, { secretValue: "v", ...body });
  const told = (eventType: string, ...payload: object[]) => ({
    event: eventType,
    data: { projectType: "secret-manager", type: "secret-manager", data: { eventType, payload } },
  });
  const at = (secretKey: string, secretPath = "/", environment = "dev") => ({ environment, secretPath, secretKey });

  test("begins with a ping, as an event stream that no proxy keeps back", async () => {
    await using events = await subscribe();
    const { status, headers } = events.response;
    expect({ status, type: headers.get("content-type") }).toEqual({ status: 200, type: "text/event-stream" });
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-accel-buffering")).toBe("no");
    expect(await events.nextText()).toBe("event: ping");
  });

  test("tells of secrets that are made, changed, renamed and deleted, in order, without their values", async () => {
    await using events = await subscribe();
    await create("KEY", { secretValue: "hunter2" });
    await write("PATCH", "KEY", { secretValue: "hunter3" });
    await write("PATCH", "KEY", { newSecretName: "NEW" });
    await write("DELETE", "NEW");
    expect(await events.next()).toEqual(told("secret:create", at("KEY")));
    expect(await events.next()).toEqual(told("secret:update", at("KEY")));
    expect(await events.next()).toEqual(told("secret:delete", at("KEY")));
    expect(await events.next()).toEqual(told("secret:create", at("NEW")));
    expect(await events.next()).toEqual(told("secret:delete", at("NEW")));
  });

  test("tells of many secrets at once, on lines that every client can read", async () => {
    await using events = await subscribe();
    const secrets = Array.from({ length: 300 }, (_, index) => ({
      secretKey: `${"K".repeat(200)}_${String(index).padStart(3, "0")}`,
      secretValue: "v",
    }));
    await api().admin("POST", "/api/v4/secrets/batch", { body: { projectId, environment: "dev", secrets } });
    const keys: string[] = [];
    while (keys.length < secrets.length) {
      const text = (await events.nextText()) ?? "";
      if (text === "event: ping") continue;
      expect(text.length).toBeLessThan(64 * 1024);
      const { data } = JSON.parse(text.slice(text.indexOf("data: ") + 6));
      keys.push(...data.payload.map(({ secretKey }: { secretKey: string }) => secretKey));
    }
    expect(keys).toEqual(secrets.map(({ secretKey }) => secretKey));
  });

  test("tells only of what was registered: kind, environment, folder and below, globs", async () => {
    for (const name of ["apps", "other"]) {
      await api().admin("POST", "/api/v1/folders", { body: { workspaceId: projectId, environment: "dev", name } });
    }
    const conditions = { environmentSlug: "dev", secretPath: "/apps" };
    await using events = await subscribe([
      { event: "secret:create", conditions },
      { event: "secret:update", conditions: { environmentSlug: "prod", secretPath: "/**" } },
    ]);
    await create("A");
    await create("B", { secretPath: "/other" });
    await create("P", { environment: "prod" });
    await create("C", { secretPath: "/apps" });
    await write("PATCH", "C", { secretPath: "/apps", secretValue: "w" });
    await write("PATCH", "P", { environment: "prod", secretValue: "w" });
    expect(await events.next()).toEqual(told("secret:create", at("C", "/apps")));
    expect(await events.next()).toEqual(told("secret:update", at("P", "/", "prod")));
  });

  test("tells of a folder, an environment and tags as of everything in them", async () => {
    const body = { workspaceId: projectId, environment: "dev", name: "apps" };
    const { folder } = await api().admin("POST", "/api/v1/folders", { body });
    const { tag } = await api().admin("POST", `/api/v1/projects/${projectId}/tags`, { body: { slug: "backend" } });
    const conditions = { environmentSlug: "dev", secretPath: "/apps/deep" };
    await using events = await subscribe(
      ["secret:create", "secret:update", "secret:delete"].map((event) => ({ event, conditions })),
    );
    await api().admin("PATCH", `/api/v1/folders/${folder.id}`, { body: { ...body, name: "jobs" } });
    expect(await events.next()).toEqual(told("secret:delete", at("", "/apps")));
    await api().admin("DELETE", `/api/v1/projects/${projectId}/tags/${tag.id}`);
    expect(await events.next()).toEqual(told("secret:update", at("")));
    const [environment] = (await api().admin("GET", `/api/v1/projects/${projectId}`)).project.environments;
    await api().admin("PATCH", `/api/v1/projects/${projectId}/environments/${environment.id}`, {
      body: { slug: "development" },
    });
    expect(await events.next()).toEqual(told("secret:delete", at("")));
  });

  test("tells who watches a folder of what it imports, through any number of imports", async () => {
    const link = (environment: string, from: string) =>
      api().admin("POST", "/api/v2/secret-imports", {
        body: { projectId, environment, import: { environment: from, path: "/" } },
      });
    await link("staging", "prod");
    const conditions = { environmentSlug: "dev", secretPath: "/" };
    await using events = await subscribe([{ event: "secret:import-mutation", conditions }]);
    await link("dev", "staging");
    expect(await events.next()).toEqual(told("secret:import-mutation", at("")));
    await create("FAR", { environment: "prod" });
    expect(await events.next()).toEqual(told("secret:import-mutation", at("")));
  });

  test("tells nobody of what they may not read, imported or not", async () => {
    const permissions = [
      { subject: "secrets", action: ["describeSecret"], conditions: { environment: "dev", secretName: "MINE" } },
    ];
    const body = { slug: "narrow", name: "Narrow", permissions };
    await api().admin("POST", `/api/v1/projects/${projectId}/roles`, { body });
    await api().admin("PATCH", membershipUrl(), { body: { roles: [{ role: "narrow" }] } });
    await api().admin("POST", "/api/v2/secret-imports", {
      body: { projectId, environment: "dev", import: { environment: "prod", path: "/" } },
    });
    await using events = await subscribe();
    await create("OTHER");
    await create("MINE", { environment: "prod" });
    await create("MINE");
    expect(await events.next()).toEqual(told("secret:create", at("MINE")));
  });

  test.each<[string, () => Promise<unknown>, string]>([
    [
      "is revoked",
      () => api().call("POST", "/api/v1/auth/token/revoke", { body: { accessToken: token } }),
      "Failed to authorize: token has been revoked",
    ],
    [
      "loses its identity",
      () => api().admin("DELETE", `/api/v1/identities/${identityId}`),
      "Failed to authorize: token has been revoked",
    ],
    ["loses its role", () => api().admin("DELETE", membershipUrl()), "You are not allowed to do this"],
    ["loses its project", () => api().admin("DELETE", `/api/v1/projects/${projectId}`), "Project not found"],
  ])("ends with a reason as soon as the token %s", async (_what, act, message) => {
    await using events = await subscribe();
    await act();
    expect(await events.next()).toEqual({ event: "error", data: { message } });
    expect(await events.next()).toBeUndefined();
  });

  test("tells of nothing any more once the token has expired", async () => {
    await api().admin("PATCH", `/api/v1/auth/universal-auth/identities/${identityId}`, {
      body: { accessTokenTTL: 60 },
    });
    await using events = await subscribe(undefined, await api().logInAgain(identityId));
    clock.advanceSeconds(61);
    await create("KEY");
    const data = { message: "Your token has expired. Please re-authenticate." };
    expect(await events.next()).toEqual({ event: "error", data });
    expect(await events.next()).toBeUndefined();
  });

  test("ends when the server stops, which waits for nobody", async () => {
    await using events = await subscribe();
    api().container.services.projectEvents.stop();
    expect(await events.next()).toMatchObject({ event: "error" });
    expect(await events.next()).toBeUndefined();
  });

  test("is forgotten when the client goes", async () => {
    const { projectEvents } = api().container.services;
    const events = await subscribe();
    expect(projectEvents.count(identityId).ofIdentity).toBe(1);
    await events[Symbol.asyncDispose]();
    await expect.poll(() => projectEvents.count(identityId).ofIdentity).toBe(0);
  });

  test("counts one use of a token of limited uses, however long it lasts", async () => {
    const url = `/api/v1/auth/universal-auth/identities/${identityId}`;
    await api().admin("PATCH", url, { body: { accessTokenNumUsesLimit: 1 } });
    await using events = await subscribe(undefined, await api().logInAgain(identityId));
    for (const key of ["ONE", "TWO"]) {
      await create(key);
      expect(await events.next()).toEqual(told("secret:create", at(key)));
    }
  });

  test("is refused beyond what one identity may have open, until one ends", async () => {
    const { projectEvents } = api().container.services;
    const nobody = { projectId: "none", identityId, deliver() {}, recheck() {}, missed() {}, stop() {} };
    const removals = Array.from({ length: 500 }, () => projectEvents.add({ ...nobody }));
    await using refused = await subscribe();
    expect(refused.response.status).toBe(429);
    expect(refused.response.headers.get("retry-after")).toBe("30");
    removals.pop()?.();
    await using events = await subscribe();
    expect(events.response.status).toBe(200);
    for (const remove of removals) remove();
  });

  test("is refused in words: nobody, no role, no such project or environment, unknown events", async () => {
    const ask = async (body: object, as = token) => {
      const { status, body: answer } = await api().call("POST", PATH, { token: as, body });
      return { status, message: answer.message };
    };
    const stranger = await api().logIn(await api().createIdentity("no-access", "stranger"));
    expect((await api().call("POST", PATH, { body: { projectId } })).status).toBe(401);
    expect(await ask({ projectId }, stranger)).toMatchObject({ status: 403 });
    expect(await ask({ projectId: crypto.randomUUID() })).toEqual({ status: 404, message: "Project not found" });
    expect(
      await ask({ projectId, register: [{ event: "secret:create", conditions: { environmentSlug: "nope" } }] }),
    ).toEqual({
      status: 404,
      message: `Environment with slug 'nope' in project with ID ${projectId} not found`,
    });
    expect(await ask({ projectId, register: [] })).toEqual({
      status: 400,
      message: "register: Must name at least one event",
    });
    expect(await ask({ projectId, register: [{ event: "secret:read" }] })).toMatchObject({
      status: 400,
      message: expect.stringContaining("register.0.event: Must be one of"),
    });
  });
});
