import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeEach, describe, expect, test } from "vitest";
import { testApi } from "../testing/test-api.ts";

const SECONDS_A_REQUEST = 6;

describe("the requests of a network", () => {
  const clock = new TestClock();
  const env = { REQUESTS_PER_MINUTE: String(60 / SECONDS_A_REQUEST) };
  const api = testApi(async () => ({ clock, database: await openDatabase({ kind: "memory" }), env }));
  const read = () => api().call("GET", "/api/v1/projects", { token: api().adminToken });

  beforeEach(async () => {
    clock.advanceSeconds(60);
    for (let sent = 0; sent < 10; sent++) expect((await read()).status).toBe(200);
  });

  test("are taken up to the limit, then refused in the envelope, until there is room for one more", async () => {
    expect(await read()).toMatchObject({
      status: 429,
      headers: { "retry-after": SECONDS_A_REQUEST.toString() },
      body: { statusCode: 429, error: "RateLimitExceeded", message: "Rate limit exceeded. Please try again later" },
    });
    clock.advanceSeconds(SECONDS_A_REQUEST);
    expect((await read()).status).toBe(200);
    expect((await read()).status).toBe(429);
  });

  test.each([
    ["a login", "POST", "/api/v1/auth/kubernetes-auth/login", { message: expect.any(String) }],
    ["a person's sign-in", "POST", "/api/auth/sign-in/email", { message: expect.any(String) }],
    ["Vault's API", "GET", "/v1/shop/data/dev", { errors: [expect.any(String)] }],
    ["what is nothing in it", "GET", "/v1/nope", { errors: [expect.any(String)] }],
    ["a download", "GET", "/api/downloads/audit-log", { message: expect.any(String) }],
    [
      "the dashboard's API",
      "GET",
      "/api/trpc/setup.status",
      { error: { data: { httpStatus: 429, retryAfterSeconds: SECONDS_A_REQUEST } } },
    ],
  ])("are refused in the words of what is asked: %s", async (_what, method, url, body) => {
    const answer = await api().call(method, url, method === "POST" ? { body: {} } : {});
    expect(answer).toMatchObject({ status: 429, headers: { "retry-after": SECONDS_A_REQUEST.toString() }, body });
  });

  test.each(["/api/status", "/v1/sys/health"])("are not counted where probes ask: %s", async (url) => {
    expect((await api().call("GET", url)).status).toBe(200);
  });

  test("are not counted for pages of the dashboard, or what would be one", async () => {
    for (const url of ["/", "/projects", "/api/nope"]) expect((await api().call("GET", url)).status).not.toBe(429);
  });
});

describe("the requests of networks behind a trusted proxy", () => {
  const env = { REQUESTS_PER_MINUTE: "10", TRUSTED_PROXIES: "127.0.0.1" };
  const api = testApi(async () => ({
    clock: new TestClock(),
    database: await openDatabase({ kind: "memory" }),
    env,
  }));

  test.each([
    ["REST", "/api/v1/projects", "203.0.113.1", "198.51.100.1"],
    ["the dashboard's API", "/api/trpc/setup.status", "203.0.113.2", "198.51.100.2"],
  ])("are counted for each by itself: %s", async (_what, url, one, other) => {
    const statusFor = async (address: string) =>
      (await api().call("GET", url, { headers: { "x-forwarded-for": address } })).status;
    for (let sent = 0; sent < 10; sent++) expect(await statusFor(one)).not.toBe(429);
    expect(await statusFor(one)).toBe(429);
    expect(await statusFor(other)).not.toBe(429);
  });
});
