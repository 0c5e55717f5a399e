import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PodpassClient, type PodpassClientOptions } from "./index.ts";
import { FakePodpass, type Fault } from "./testing/fake-podpass.ts";
import { SleepingClock } from "./testing/test-clock.ts";

const SCOPE = { projectId: "p", environment: "dev" };

describe("a request that fails", () => {
  let server: FakePodpass;
  let clock: SleepingClock;
  beforeEach(async () => {
    server = await FakePodpass.start();
    clock = new SleepingClock();
  });
  afterEach(() => server[Symbol.asyncDispose]());

  const open = (options: Partial<PodpassClientOptions> = {}) =>
    new PodpassClient({
      url: server.url,
      login: { method: "token", accessToken: "t" },
      clock,
      random: () => 1,
      ...options,
    });
  const fail = (...faults: Fault[]) => server.faults.push(...faults);

  test.each<[string, Fault]>([
    ["is closed", { kind: "close" }],
    ["breaks off", { kind: "truncate" }],
    ["is answered with 502", { kind: "status", status: 502 }],
    ["is answered with 503", { kind: "status", status: 503 }],
    ["is answered with 504", { kind: "status", status: 504 }],
    ["is answered with 429", { kind: "status", status: 429 }],
  ])("because it %s is repeated with growing pauses", async (_what, fault) => {
    fail(fault, fault, fault);
    expect(await open().secrets.list(SCOPE)).toHaveLength(1);
    expect(clock.sleptMs).toEqual([250, 500, 1000]);
  });

  test("because no answer comes is given up in time, and repeated", async () => {
    fail({ kind: "hang" });
    expect(await open({ timeoutMs: 50 }).secrets.list(SCOPE)).toHaveLength(1);
    fail({ kind: "hang" });
    const error = open({ timeoutMs: 50, retries: 0 }).secrets.list(SCOPE);
    await expect(error).rejects.toMatchObject({ name: "UnavailableError", message: "Podpass did not answer in time" });
  });

  test("waits as long as the server asks, in seconds or until a date", async () => {
    fail({ kind: "status", status: 429, headers: { "retry-after": "7" } });
    await open().secrets.list(SCOPE);
    const date = new Date(clock.nowMs + 9000).toUTCString();
    fail({ kind: "status", status: 503, headers: { "retry-after": date } });
    await open().secrets.list(SCOPE);
    expect(clock.sleptMs).toEqual([7000, 9000]);
  });

  test("is not repeated when the server asks for more patience than a caller has", async () => {
    fail({ kind: "status", status: 429, headers: { "retry-after": "3600" } });
    const error = open().secrets.list(SCOPE);
    await expect(error).rejects.toMatchObject({ name: "RateLimitedError", retryAfterSeconds: 3600 });
  });

  test("is given up after the retries", async () => {
    fail(...Array.from({ length: 9 }, () => ({ kind: "close" as const })));
    await expect(open({ retries: 2 }).secrets.list(SCOPE)).rejects.toMatchObject({ name: "UnavailableError" });
    expect(server.received).toHaveLength(3);
  });

  test.each<[number, string]>([
    [400, "InvalidRequestError"],
    [403, "ForbiddenError"],
    [404, "NotFoundError"],
    [500, "UnavailableError"],
  ])("with %d is not repeated", async (status, name) => {
    fail({ kind: "status", status, body: { message: "No", reqId: "r", details: [{ path: "a", message: "b" }] } });
    const error = open().secrets.list(SCOPE);
    await expect(error).rejects.toMatchObject({
      name,
      message: "No",
      requestId: "r",
      details: [{ path: "a", message: "b" }],
    });
    expect(server.received).toHaveLength(1);
  });

  test("is not repeated when it may have been done, unless the server says that it was not", async () => {
    fail({ kind: "close" });
    await expect(open().secrets.create(SCOPE, "KEY", { value: "v" })).rejects.toMatchObject({ status: 0 });
    expect(server.received).toHaveLength(1);
    fail({ kind: "status", status: 503 });
    await open().secrets.create(SCOPE, "KEY", { value: "v" });
    expect(server.received).toHaveLength(3);
  });

  test("ends when its caller gives up", async () => {
    fail({ kind: "hang" });
    const controller = new AbortController();
    const listing = open().secrets.list({ ...SCOPE, signal: controller.signal });
    controller.abort();
    await expect(listing).rejects.toThrow("aborted");
  });

  test.each([
    ["its own fetch", {}],
    ["another's", { fetch: globalThis.fetch }],
  ])("follows no redirect with its token, nor with what it logs in with, over %s", async (_whose, options) => {
    const login = { method: "universal", clientId: "id", clientSecret: "hunter2" } as const;
    for (const client of [open(options), open({ ...options, login })]) {
      fail({ kind: "status", status: 307, headers: { location: `${server.url}/elsewhere` } });
      await expect(client.secrets.list(SCOPE)).rejects.toMatchObject({ status: 307 });
    }
    expect(server.received.map(({ path }) => path)).not.toContain("/elsewhere");
  });
});
