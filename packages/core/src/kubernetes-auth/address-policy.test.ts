import type { LookupAddress } from "node:dns";
import { describe, expect, it } from "vitest";
import { AddressRefusedError, createAddressPolicy } from "./address-policy.ts";

const anywhere = createAddressPolicy([]);

function lookUp(policy: typeof anywhere, hostname: string): Promise<string | LookupAddress[]> {
  return new Promise((resolve, reject) => {
    policy.lookupFor(hostname)(hostname, { all: true }, (error, address) => (error ? reject(error) : resolve(address)));
  });
}

describe("the address policy", () => {
  it.each([
    "169.254.169.254",
    "169.254.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "[fe80::1]",
    "192.0.0.192",
    "[fd00:ec2::254]",
    "[fd00:ec2::23]",
    "[fd20:ce::254]",
    "[64:ff9b::a9fe:a9fe]",
    "[::ffff:169.254.169.254]",
    "[::ffff:a9fe:a9fe]",
  ])("lets nothing connect to %s, whatever is allowed", (hostname) => {
    expect(anywhere.hostProblem(hostname)).toContain("is a link-local or metadata address");
    expect(createAddressPolicy(["0.0.0.0/0", "::/0", "*"]).hostProblem(hostname)).not.toBeNull();
  });

  it.each(["10.0.0.1", "127.0.0.1", "[::1]", "203.0.113.1", "[2001:db8::1]", "k8s.example.com"])(
    "allows %s when nothing is listed",
    (hostname) => {
      expect(anywhere.hostProblem(hostname)).toBeNull();
    },
  );

  it.each([
    [["10.0.0.0/8"], "10.1.2.3", true],
    [["10.0.0.0/8"], "11.1.2.3", false],
    [["10.1.2.3"], "10.1.2.3", true],
    [["10.1.2.3"], "10.1.2.4", false],
    [["2001:db8::/32"], "[2001:db8::5]", true],
    [["2001:db8::/32"], "[2001:db9::5]", false],
    [["k8s.example.com"], "10.1.2.3", false],
  ])("with %j listed %s is allowed: %s", (allowed, hostname, isAllowed) => {
    expect(createAddressPolicy(allowed).hostProblem(hostname) === null).toBe(isAllowed);
  });

  it("judges a name by itself or by what it resolves to", async () => {
    await expect(lookUp(createAddressPolicy(["localhost"]), "localhost")).resolves.toContainEqual(
      expect.objectContaining({ address: expect.any(String) }),
    );
    await expect(lookUp(createAddressPolicy(["LOCAL*"]), "localhost")).resolves.toBeDefined();
    await expect(lookUp(createAddressPolicy(["127.0.0.0/8", "::1"]), "localhost")).resolves.toBeDefined();
    for (const allowed of [["example.com"], ["10.0.0.0/8"]]) {
      await expect(lookUp(createAddressPolicy(allowed), "localhost")).rejects.toThrow(AddressRefusedError);
    }
  });

  it("refuses a name that resolves to a forbidden address", async () => {
    // The resolver reads a literal as itself, so this is a name that points there.
    await expect(lookUp(anywhere, "169.254.169.254")).rejects.toThrow("is a link-local or metadata address");
  });

  it("answers in the form it is asked in", async () => {
    const one = await new Promise((resolve, reject) => {
      anywhere.lookupFor("127.0.0.1")("127.0.0.1", {}, (error, address, family) =>
        error ? reject(error) : resolve([address, family]),
      );
    });
    expect(one).toEqual(["127.0.0.1", 4]);
  });
});
