import { describe, expect, it } from "vitest";
import { describeTrustedIps, trustedIpProblem } from "#components/access-token-policy/trusted-ips.ts";

describe("describeTrustedIps", () => {
  it.each([
    [["0.0.0.0/0", "::/0"], "Anywhere: every IPv4 and IPv6 address."],
    [["0.0.0.0/0"], "Every IPv4 address; of IPv6 only the others in the list."],
    [["::/0", "10.0.0.0/8"], "Every IPv6 address; of IPv4 only the others in the list."],
    [["10.0.0.0/8"], null],
    [[], null],
  ])("reads %j back in words", (list, words) => {
    expect(describeTrustedIps(list)).toBe(words);
  });
});

describe("trustedIpProblem", () => {
  it.each(["10.0.0.1", "10.0.0.0/8", "::1", "2001:db8::/32"])("accepts %s", (text) => {
    expect(trustedIpProblem(text)).toBeNull();
  });

  it.each(["10.0.0.300", "10.0.0.0/33", "localhost", ""])("refuses %j", (text) => {
    expect(trustedIpProblem(text)).toMatch(/not a valid/);
  });
});
