import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { expect, test } from "vitest";
import { Api } from "../testing/api.ts";
import { testApi } from "../testing/test-api.ts";

const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));

test("the status is Ok as clients and load balancers look for it, and tells no secret", async () => {
  const { status, headers, body } = await api().call("GET", "/api/status");
  expect({ status, type: headers["content-type"] }).toEqual({ status: 200, type: "application/json; charset=utf-8" });
  expect(body).toEqual({
    date: "2026-01-01T00:00:00.000Z",
    message: "Ok",
    emailConfigured: false,
    inviteOnlySignup: true,
    redisConfigured: false,
    secretScanningConfigured: false,
    samlDefaultOrgSlug: null,
    auditLogStorageDisabled: false,
    maxIdentityAccessTokenTTL: 315_360_000,
  });
});

test("the status says that there is mail when a server for it is configured", async () => {
  const database = await openDatabase({ kind: "memory" });
  const env = { SMTP_HOST: "127.0.0.1", SMTP_FROM: "podpass@example.com" };
  await using withMail = await Api.open({ clock: new TestClock(), database, env });
  expect((await withMail.call("GET", "/api/status")).body).toMatchObject({ emailConfigured: true });
});

test("the description of the API has every route with its answer, and nothing of the dashboard", async () => {
  const { status, body } = await api().call("GET", "/api/docs/json");
  expect(status).toBe(200);
  expect(body.openapi).toMatch(/^3\./);
  const urls = Object.keys(body.paths);
  expect(urls).toContain("/api/v1/auth/kubernetes-auth/login");
  expect(urls.filter((url) => /trpc|\/api\/auth\/|\*/.test(url))).toEqual([]);
  for (const [url, methods] of Object.entries<Record<string, { responses: object }>>(body.paths)) {
    for (const [method, route] of Object.entries(methods)) {
      const type = url.includes("/events/") ? "text/event-stream" : "application/json";
      expect(route.responses, `${method} ${url}`).toHaveProperty(["200", "content", type]);
    }
  }
  const login = body.paths["/api/v1/auth/kubernetes-auth/login"].post;
  expect(login.security).toBeUndefined();
  expect(login.requestBody.content["application/json"].schema.required).toEqual(["identityId", "jwt"]);
  expect(body.paths["/api/v4/secrets"].get.security).toEqual([{ bearer: [] }]);
});

test("an address below /api that is nothing is 404 in the envelope", async () => {
  for (const url of ["/api", "/api/nope", "/api/v1/auth/nope"]) {
    expect(await api().call("GET", url)).toMatchObject({ status: 404, body: { statusCode: 404, error: "NotFound" } });
  }
});
