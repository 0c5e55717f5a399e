import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { expect, test } from "vitest";
import { Api } from "./testing/api.ts";

const open = async (env?: Record<string, string>) =>
  Api.openSetUp({
    clock: new TestClock(),
    database: await openDatabase({ kind: "memory" }),
    ...(env ? { env } : {}),
  });

const addressOfNextChange = async (api: Api, forwarded: string) => {
  const headers = { "x-forwarded-for": forwarded, "x-real-ip": forwarded, "cf-connecting-ip": forwarded };
  const answer = await api.call("POST", "/api/v1/identities", {
    token: api.adminToken,
    body: { name: "x" },
    headers,
  });
  const [event] = await api.auditEvents({ requestId: String(answer.headers["x-request-id"]) });
  return event?.ipAddress;
};

test("a client's address is the socket's, whatever its headers say", async () => {
  await using api = await open();
  expect(await addressOfNextChange(api, "203.0.113.9")).toBe("127.0.0.1");
});

test("behind a trusted proxy it is the last one that no trusted proxy wrote", async () => {
  await using api = await open({ TRUSTED_PROXIES: "127.0.0.1" });
  expect(await addressOfNextChange(api, "198.51.100.1, 203.0.113.9")).toBe("203.0.113.9");
});

test("an address is written down in one spelling, without the port that came with it", async () => {
  await using api = await open({ TRUSTED_PROXIES: "127.0.0.1" });
  expect(await addressOfNextChange(api, "[2001:DB8:0::7]:443")).toBe("2001:db8::7");
});

test("the log tells the address of the client, not the proxy's", async () => {
  const log = new PassThrough();
  {
    const database = await openDatabase({ kind: "memory" });
    const env = { TRUSTED_PROXIES: "127.0.0.1" };
    await using api = await Api.open({ clock: new TestClock(), database, env, logTo: log });
    await api.call("GET", "/api/status", { headers: { "x-forwarded-for": "203.0.113.9" } });
  }
  log.end();
  const written = await text(log);
  expect(written).toContain("203.0.113.9");
  expect(written).not.toContain("127.0.0.1");
});

test("every answer has a request id of its own and headers that keep browsers safe", async () => {
  await using api = await open();
  const answers = [
    await api.call("GET", "/api/status"),
    await api.call("GET", "/api/nope", { headers: { "x-request-id": "mine" } }),
  ];
  for (const { headers } of answers) {
    expect(headers["x-request-id"]).toMatch(/^req-[0-9A-Za-z]{14}$/);
    expect(headers["content-security-policy"]).toContain("default-src 'self'");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["strict-transport-security"]).toBeUndefined();
  }
  expect(answers[0]?.headers["x-request-id"]).not.toBe(answers[1]?.headers["x-request-id"]);
});
