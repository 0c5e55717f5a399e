import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../testing/test-api.ts";
import { appRouter } from "./router.ts";

const PUBLIC = [
  "setup.status",
  "setup.createFirstAdmin",
  "session.signInOptions",
  "passwordReset.request",
  "passwordReset.reset",
  "invitation.show",
  "invitation.accept",
];

describe("the dashboard's API", () => {
  const api = testApi(async () => ({
    clock: new TestClock(new Date()),
    database: await openDatabase({ kind: "memory" }),
  }));
  let cookie: string;

  beforeAll(async () => {
    const body = { email: "admin@example.com", password: "correct horse battery" };
    const { headers } = await api().call("POST", "/api/auth/sign-in/email", { body });
    cookie = String(headers["set-cookie"]).split(";")[0] ?? "";
  });

  const query = (path: string, input?: unknown) =>
    api().call("GET", `/api/trpc/${path}`, {
      headers: { cookie },
      ...(input === undefined ? {} : { query: { input: JSON.stringify(input) } }),
    });
  const mutate = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    api().call("POST", `/api/trpc/${path}`, { headers: { cookie, ...headers }, body });

  test("asks who it is for everything but set-up and invitations", async () => {
    // The router keeps its procedures flat, by their dotted paths; its type keeps them nested.
    const flat = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
    const procedures = Object.entries(flat);
    expect(procedures.length).toBeGreaterThan(40);
    for (const [path, procedure] of procedures.filter(([path]) => !PUBLIC.includes(path))) {
      const method = procedure._def.type === "query" ? "GET" : "POST";
      for (const stranger of ["", "podpass.session_token=forged.signature"]) {
        const answer = await api().call(method, `/api/trpc/${path}`, {
          headers: { cookie: stranger },
          ...(method === "POST" ? { body: {} } : {}),
        });
        expect(answer, path).toMatchObject({ status: 401, body: { error: { data: { code: "auth.signed_out" } } } });
      }
    }
  });

  test.each(["[", "a b"])("answers the Host header %j as the caller's fault, not ours", async (host) => {
    expect((await api().call("GET", "/api/trpc/setup.status", { headers: { host } })).status).toBe(400);
  });

  test("takes no access token of a pod for a person's session", async () => {
    const answer = await api().call("GET", "/api/trpc/session.current", { token: api().adminToken });
    expect(answer.status).toBe(401);
  });

  test("gives a new identity Universal Auth, and it can be replaced by Kubernetes Auth", async () => {
    const created = await mutate("identity.create", { name: "checkout", role: "member" });
    const identity = created.body.result.data;
    expect(identity).toMatchObject({ name: "checkout", role: "member", authMethods: ["universal-auth"] });
    const identityId = identity.id;
    expect((await mutate("universalAuth.detach", { identityId })).status).toBe(200);
    const attached = await mutate("kubernetesAuth.attach", {
      identityId,
      kubernetesHost: "https://10.0.0.1",
      allowedNames: "*",
    });
    expect(attached.body.result.data).toMatchObject({ accessTokenTtlSeconds: 2_592_000, hasTokenReviewerJwt: false });
    expect((await query("identity.get", { identityId })).body.result.data.authMethods).toEqual(["kubernetes-auth"]);
  });

  test("names the field and the rule, and the request by its id", async () => {
    const answer = await mutate("identity.create", { name: " " });
    expect(answer).toMatchObject({
      status: 400,
      body: {
        error: {
          message: "name: Must not be empty",
          data: {
            code: "request.invalid",
            httpStatus: 400,
            issues: [{ path: "name", message: "Must not be empty" }],
            requestId: answer.headers["x-request-id"],
          },
        },
      },
    });
    expect(JSON.stringify(answer.body)).not.toContain("stack");
  });

  test("refuses keys it does not know, unlike the API of pods", async () => {
    expect(await mutate("identity.create", { name: "a", isAdmin: true })).toMatchObject({ status: 400 });
    expect((await mutate("identity.create", { name: "a", isUniversalAuthAttached: false })).status).toBe(400);
  });

  test.each([
    ["another site's page", { origin: "https://evil.example" }],
    ["another site's page, as the browser says", { "sec-fetch-site": "cross-site" }],
    ["a page without an origin", { origin: "null" }],
  ])("refuses a change asked for by %s", async (_who, headers) => {
    const answer = await mutate("identity.create", { name: "x" }, headers);
    expect(answer).toMatchObject({ status: 403, body: { error: "ForbiddenError" } });
  });

  test("takes a change from its own page", async () => {
    const headers = { origin: "http://podpass.test", host: "podpass.test", "sec-fetch-site": "same-origin" };
    expect((await mutate("identity.create", { name: "own page" }, headers)).status).toBe(200);
  });

  test("is set up once", async () => {
    expect((await query("setup.status")).body.result.data).toEqual({ isSetUp: true });
    const again = { email: "x@example.com", password: "correct horse battery", organization: "X" };
    expect(await mutate("setup.createFirstAdmin", again)).toMatchObject({
      status: 400,
      body: { error: { data: { code: "setup.already_done" } } },
    });
  });

  test("knows of no such procedure, and of no broken body", async () => {
    expect(await query("nope.nope")).toMatchObject({ status: 404, body: { error: { data: { httpStatus: 404 } } } });
    const broken = await api().call("POST", "/api/trpc/identity.create", {
      headers: { cookie, "content-type": "application/json" },
      body: "{",
    });
    expect(broken).toMatchObject({ status: 400, body: { error: { data: { code: "request.invalid" } } } });
  });

  test("shows a secret's value one at a time, and writes that down", async () => {
    const project = (await mutate("project.create", { name: "Shop" })).body.result.data;
    const scope = { projectId: project.id, environment: "dev" };
    const made = await mutate("secret.create", { ...scope, key: "KEY", value: "hidden value" });
    const list = await query("secret.list", scope);
    expect(list.body.result.data.items).toMatchObject([{ key: "KEY", value: null }]);
    expect(JSON.stringify([made.body, list.body])).not.toContain("hidden value");
    const revealed = await mutate("secret.reveal", { ...scope, key: "KEY" });
    expect(revealed.body.result.data).toEqual({ value: "hidden value", version: 1 });
    expect(await api().auditEvents({ requestId: String(revealed.headers["x-request-id"]) })).toMatchObject([
      { action: "secret.read", actorType: "user" },
    ]);
  });
});
