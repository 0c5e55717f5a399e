import { isIPv4 } from "node:net";
import { ANY_IP } from "@podpass/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTrustedIp } from "./trusted-ips.ts";

describe("isTrustedIp", () => {
  it.each<[string[], string, boolean]>([
    [["10.0.0.0/8"], "10.255.255.255", true],
    [["10.0.0.0/8"], "11.0.0.0", false],
    [["10.1.2.3/8"], "10.200.0.1", true],
    [["10.1.2.3"], "10.1.2.3", true],
    [["10.1.2.3"], "10.1.2.4", false],
    [["10.1.2.3/32"], "10.1.2.4", false],
    [["10.0.0.0/31"], "10.0.0.1", true],
    [["10.0.0.0/31"], "10.0.0.2", false],
    [["0.0.0.0/0"], "203.0.113.9", true],
    [["0.0.0.0/0"], "2001:db8::1", false],
    [["::/0"], "2001:db8::1", true],
    [["::/0"], "203.0.113.9", false],
    [["2001:db8::/32"], "2001:db8:ffff::1", true],
    [["2001:db8::/32"], "2001:db9::1", false],
    [["2001:db8::1:0/112"], "2001:0DB8:0:0::1:abcd", true],
    [["::1"], "0:0:0:0:0:0:0:1", true],
    [["10.0.0.0/8", "192.168.0.0/16"], "192.168.3.4", true],
    [[], "10.0.0.1", false],
  ])("%j trusts %s: %s", (ranges, address, isTrusted) => {
    expect(isTrustedIp(ranges, address)).toBe(isTrusted);
  });

  it.each(["::ffff:10.0.0.1", "::FFFF:10.0.0.1", "::ffff:a00:1", "0:0:0:0:0:ffff:0a00:0001", "0::ffff:10.0.0.1"])(
    "%s is the IPv4 address 10.0.0.1",
    (address) => {
      expect(isTrustedIp(["10.0.0.0/8"], address)).toBe(true);
      expect(isTrustedIp(["11.0.0.0/8"], address)).toBe(false);
      expect(isTrustedIp(["::/0"], address)).toBe(false);
    },
  );

  it("reads a range of IPv4-mapped addresses as the IPv4 range it is", () => {
    expect(isTrustedIp(["::ffff:10.0.0.0/104"], "10.9.9.9")).toBe(true);
    expect(isTrustedIp(["::ffff:10.0.0.0/104"], "11.9.9.9")).toBe(false);
    expect(isTrustedIp(["::ffff:10.0.0.1"], "10.0.0.1")).toBe(true);
  });

  it.each(["", "unknown", "10.0.0", "10.0.0.1:80", "010.0.0.1", "0x0a.0.0.1", "[::1]", "10.0.0.1, 10.0.0.2", "::1%"])(
    "%j is no address and in no range",
    (address) => {
      expect(isTrustedIp(ANY_IP, address)).toBe(false);
    },
  );

  it("judges a link-local address without its zone", () => {
    expect(isTrustedIp(["fe80::/10"], "fe80::1%eth0")).toBe(true);
    expect(isTrustedIp(["fd00::/8"], "fe80::1%eth0")).toBe(false);
  });

  it("trusts every address by default, and exactly those that share a range's prefix", () => {
    const number = fc.nat(0xffffffff);
    const text = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        expect(isTrustedIp(ANY_IP, address)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(number, number, fc.integer({ min: 0, max: 32 }), (network, address, prefix) => {
        expect(isIPv4(text(address))).toBe(true);
        const isShared = prefix === 0 || network >>> (32 - prefix) === address >>> (32 - prefix);
        expect(isTrustedIp([`${text(network)}/${prefix}`], text(address))).toBe(isShared);
      }),
    );
  });
});
