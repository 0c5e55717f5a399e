import { isIP } from "node:net";
import { describe, expect, test } from "vitest";
import { clientAddressOf } from "./client-address.ts";

const PROXIES = ["10.0.0.0/8", "2001:db8:1::/48"];
const PROXY = "10.0.0.1";

const addressOf = (remoteAddress: string | undefined, forwarded?: string | string[], proxies = PROXIES) => {
  // Node types the header as one line; a list of lines is one more form it may take.
  const headers = { "x-forwarded-for": forwarded as string | undefined };
  return clientAddressOf({ headers, socket: { remoteAddress } }, proxies);
};

describe("the socket's address", () => {
  test.each<[string | undefined, string]>([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["2001:db8::7", "2001:db8::7"],
    ["fe80::1%eth0", "fe80::1"],
    // A socket that was closed meanwhile has none.
    [undefined, "unknown"],
  ])("%s is %s, whatever is forwarded", (remoteAddress, address) => {
    for (const forwarded of [undefined, "198.51.100.1", "nonsense", ","]) {
      expect(addressOf(remoteAddress, forwarded)).toBe(address);
      expect(addressOf(remoteAddress, forwarded, [])).toBe(address);
    }
  });
});

describe("what a trusted proxy forwards", () => {
  test.each<[string | string[], string]>([
    ["203.0.113.7", "203.0.113.7"],
    ["203.0.113.7:54321", "203.0.113.7"],
    ["2001:db8::1", "2001:db8::1"],
    ["2001:DB8:0::1", "2001:db8::1"],
    ["[2001:db8::1]", "2001:db8::1"],
    ["[2001:db8::1]:443", "2001:db8::1"],
    ["fe80::1%eth0", "fe80::1"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::FFFF:CB00:7107", "203.0.113.7"],
    ["[::ffff:203.0.113.7]:443", "203.0.113.7"],
    ["  203.0.113.7\t", "203.0.113.7"],
    ["198.51.100.1,203.0.113.7", "203.0.113.7"],
    ["198.51.100.1, 203.0.113.7 , 10.2.3.4:80", "203.0.113.7"],
    ["198.51.100.1, 203.0.113.7, [2001:db8:1::7]:80", "203.0.113.7"],
    ["198.51.100.1, 203.0.113.7, ::ffff:10.2.3.4", "203.0.113.7"],
    [["198.51.100.1", "203.0.113.7"], "203.0.113.7"],
    [["198.51.100.1, 203.0.113.7", "10.2.3.4"], "203.0.113.7"],
    ["203.0.113.7,", "203.0.113.7"],
    ["203.0.113.7, , ,10.2.3.4", "203.0.113.7"],
    ["", PROXY],
    [" , ", PROXY],
    ["10.9.9.9, 10.2.3.4", "10.9.9.9"],
    ["nonsense, 203.0.113.7", "203.0.113.7"],
  ])("as %j is %s", (forwarded, address) => {
    expect(addressOf(PROXY, forwarded)).toBe(address);
    expect(addressOf("::ffff:10.0.0.1", forwarded)).toBe(address);
  });

  test.each([
    "unknown",
    "_hidden",
    "localhost",
    "203.0.113.7:port",
    "203.0.113.7:123456",
    "203.0.113.7:1:2",
    "203.0.113",
    "203.0.113.777",
    "10.1",
    "010.0.0.1",
    "0x0a.0.0.1",
    "167772161",
    "203.0.113.0/24",
    "[203.0.113.7]",
    "[2001:db8::1",
    "2001:db8::1]",
    "[2001:db8::1]443",
    "[]:80",
    '"203.0.113.7"',
    "for=203.0.113.7",
    "203.0.113.7 203.0.113.8",
    "\u0000",
  ])("as %j is no address, and what stands to its left is not asked", (entry) => {
    for (const forwarded of [entry, `203.0.113.7, ${entry}`, `203.0.113.7, ${entry}, 10.2.3.4`]) {
      expect(addressOf(PROXY, forwarded)).toBe("unknown");
    }
  });

  test("is an address or unknown, and never what a client wrote to the left of its own", () => {
    const entries = ["198.51.100.1", "2001:db8::9", "10.0.0.9", "10.0.0.9:80", "unknown", "[", "", " ", "\u00e9%"];
    const claims = entries.flatMap((left) => entries.map((right) => `${left},${right}`));
    for (const claimed of [...entries, ...claims]) {
      const address = addressOf(PROXY, claimed);
      expect(address === "unknown" || isIP(address) !== 0).toBe(true);
      expect(addressOf(PROXY, `${claimed},203.0.113.7:4000, 10.2.3.4`)).toBe("203.0.113.7");
    }
  });
});
