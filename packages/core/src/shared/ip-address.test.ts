import fc from "fast-check";
import { expect, it } from "vitest";
import { readIpAddress } from "./ip-address.ts";

it.each([
  ["203.0.113.7", "203.0.113.7"],
  ["2001:DB8:0:0::1", "2001:db8::1"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["::FFFF:CB00:7107", "203.0.113.7"],
  ["0:0:0:0:0:ffff:cb00:7107", "203.0.113.7"],
  ["::203.0.113.7", "::cb00:7107"],
  ["fe80::1%eth0", "fe80::1"],
])("reads %s as %s", (text, address) => {
  expect(readIpAddress(text)).toBe(address);
});

it.each([
  "",
  "unknown",
  "10.1",
  "010.0.0.1",
  "0x0a.0.0.1",
  "167772161",
  "10.0.0.1:80",
  "[::1]",
  " 10.0.0.1",
  "::1%",
  "%eth0",
])("takes %j for no address", (text) => {
  expect(readIpAddress(text)).toBeNull();
});

it("gives an address one spelling, and that spelling again", () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
      const address = readIpAddress(text);
      expect(address).not.toBeNull();
      expect(readIpAddress(address ?? "")).toBe(address);
      expect(readIpAddress(text.toUpperCase())).toBe(address);
    }),
  );
});
