import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

/** A header that is sent in several lines is a list. */
type Headers = Record<string, string | string[]>;

/** A token that is trusted from one network, asked for from many sides. */
function tokenTrustedFrom(range: string, env: Record<string, string>) {
  const api = testApi(async () => ({
    clock: new TestClock(),
    database: await openDatabase({ kind: "memory" }),
    env,
  }));
  let token: string;
  beforeAll(async () => {
    const identityId = await api().createIdentity();
    const url = `/api/v1/auth/token-auth/identities/${identityId}`;
    await api().admin("POST", url, { body: { accessTokenTrustedIps: [{ ipAddress: range }] } });
    token = (await api().admin("POST", `${url}/tokens`, { body: {} })).accessToken;
  });
  return async (remoteAddress: string, headers: Headers = {}) => {
    const acts = [
      { method: "GET", url: "/api/v1/identities/details", headers: { authorization: `Bearer ${token}` } },
      { method: "POST", url: "/api/v1/auth/token/renew", payload: { accessToken: token } },
    ] as const;
    const statuses = [];
    for (const act of acts) {
      const all = { ...headers, ...("headers" in act ? act.headers : {}) };
      statuses.push((await api().app.inject({ ...act, headers: all, remoteAddress })).statusCode);
    }
    // Its use and its renewal are judged by the same address.
    expect(new Set(statuses).size).toBe(1);
    return statuses[0];
  };
}

const forwarded = (value: string | string[]) => ({ "x-forwarded-for": value });

describe("without trusted proxies", () => {
  const ask = tokenTrustedFrom("203.0.113.0/24", {});

  test.each<[string, string, Headers, number]>([
    ["the socket's address", "203.0.113.9", {}, 200],
    ["another socket's address", "198.51.100.1", {}, 403],
    ["the socket's address over IPv6", "::ffff:203.0.113.9", {}, 200],
    ["a forwarded address", "198.51.100.1", forwarded("203.0.113.9"), 403],
    ["a forwarded address beside a right one", "203.0.113.9", forwarded("198.51.100.1"), 200],
    ["a real address", "198.51.100.1", { "x-real-ip": "203.0.113.9" }, 403],
    ["RFC 7239's header", "198.51.100.1", { forwarded: "for=203.0.113.9" }, 403],
    ["a cloud's header", "198.51.100.1", { "cf-connecting-ip": "203.0.113.9", "true-client-ip": "203.0.113.9" }, 403],
  ])("%s, from %s with %j, is %i", async (_what, remoteAddress, headers, status) => {
    expect(await ask(remoteAddress, headers)).toBe(status);
  });
});

describe("behind two trusted proxies", () => {
  const ask = tokenTrustedFrom("203.0.113.0/24", { TRUSTED_PROXIES: "10.0.0.0/8,2001:db8:1::/48" });

  test.each<[string, string, Headers, number]>([
    ["the address the proxy saw", "10.0.0.1", forwarded("203.0.113.9"), 200],
    ["the address the first of both saw", "10.0.0.1", forwarded("203.0.113.9, 10.2.3.4"), 200],
    ["what the client claims before it", "10.0.0.1", forwarded("203.0.113.9, 198.51.100.1"), 403],
    ["what the client claims, right for once", "10.0.0.1", forwarded("198.51.100.1, 203.0.113.9"), 200],
    ["a claim to be a proxy", "10.0.0.1", forwarded("203.0.113.9, 198.51.100.1, 10.2.3.4"), 403],
    ["a proxy over IPv6", "2001:db8:1::7", forwarded("203.0.113.9"), 200],
    ["a proxy in IPv4-mapped spelling", "::ffff:10.0.0.1", forwarded("203.0.113.9"), 200],
    ["a client in IPv4-mapped spelling", "10.0.0.1", forwarded("::ffff:203.0.113.9"), 200],
    ["a stranger who forwards", "198.51.100.1", forwarded("203.0.113.9"), 403],
    ["the proxy itself", "10.0.0.1", {}, 403],
    ["a client with its port", "10.0.0.1", forwarded("203.0.113.9:54321"), 200],
    ["a proxy in brackets with its port", "10.0.0.1", forwarded("203.0.113.9, [2001:DB8:1::7]:443"), 200],
    ["a header of two lines", "10.0.0.1", forwarded(["203.0.113.9", "10.2.3.4"]), 200],
    ["a header of two lines, the first the client's", "10.0.0.1", forwarded(["203.0.113.9", "198.51.100.1"]), 403],
    ["entries that are empty", "10.0.0.1", forwarded(" ,203.0.113.9, ,"), 200],
    ["an address that is none", "10.0.0.1", forwarded("203.0.113.9, unknown"), 403],
    ["an address that is none and looks like one", "10.0.0.1", forwarded("203.0.113.9]"), 403],
    ["other headers of the proxy", "10.0.0.1", { "x-real-ip": "203.0.113.9", forwarded: "for=203.0.113.9" }, 403],
  ])("%s, from %s with %j, is %i", async (_what, remoteAddress, headers, status) => {
    expect(await ask(remoteAddress, headers)).toBe(status);
  });
});

describe("trusted from inside alone, where the proxy is", () => {
  const ask = tokenTrustedFrom("10.0.0.0/8", { TRUSTED_PROXIES: "10.0.0.0/8" });
  test("a client whose address the proxy does not tell is not taken for the proxy", async () => {
    expect(await ask("10.0.0.1")).toBe(200);
    expect(await ask("10.0.0.1", forwarded("unknown"))).toBe(403);
    expect(await ask("10.0.0.1", forwarded("10.2.3.4, unknown"))).toBe(403);
  });
});

describe.each<[string, string, number, number]>([
  ["0.0.0.0/0", "203.0.113.9", 200, 403],
  ["::/0", "2001:db8::9", 200, 403],
  ["203.0.113.77/24", "203.0.113.9", 200, 403],
])("trusted from %s", (range, address, inside, outside) => {
  const ask = tokenTrustedFrom(range, {});
  test(`${address} is ${inside}, an address of the other family ${outside}`, async () => {
    expect(await ask(address)).toBe(inside);
    expect(await ask(address.includes(":") ? "203.0.113.9" : "2001:db8::9")).toBe(outside);
  });
});
