import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CreateSecretInput, SecretKey } from "../secret.ts";
import { Email, Password } from "../setup.ts";
import { AccessTokenPolicy, hasTtlWithinMaxTtl } from "./access-token-policy.ts";
import { Name } from "./name.ts";
import { Slug, slugFromName } from "./slug.ts";
import { IpOrCidr } from "./trusted-ips.ts";

describe("Slug", () => {
  it("is nobody's id", () => {
    expect(Slug.safeParse("0b8f2d3e-6f55-4c0e-9d7a-3b1f6c2a9e10").success).toBe(false);
  });
});

describe("slugFromName", () => {
  it.each([
    ["Payments", "payments"],
    ["  Payments & Billing!  ", "payments-billing"],
    ["Zürich", "zurich"],
    ["日本", "unnamed"],
    ["", "unnamed"],
    [`${"a".repeat(47)}-b`, "a".repeat(47)],
    ["0B8F2D3E-6F55-4C0E-9D7A-3B1F6C2A9E10", "named-0b8f2d3e-6f55-4c0e-9d7a-3b1f6c2a9e10"],
  ])("makes of %j %j", (name, slug) => {
    expect(slugFromName(name)).toBe(slug);
  });

  it("makes a valid slug of any name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        expect(Slug.safeParse(slugFromName(name)).success).toBe(true);
      }),
    );
  });
});

describe("fields a person types", () => {
  it.each(["a", "Vault reader", "日本", `${"a".repeat(255)}`])("a name may be %j", (name) => {
    expect(Name.parse(`  ${name} `)).toBe(name);
  });

  it.each(["", "   ", "a\nb", "a\u0007b", "a".repeat(256)])("a name may not be %j", (name) => {
    expect(Name.safeParse(name).success).toBe(false);
  });

  it.each(["KEY", "a.b-c_d", "with space", "クラス"])("a secret's key may be %j", (key) => {
    expect(SecretKey.parse(key)).toBe(key);
  });

  it.each(["", "a/b", "a:b", "a\nb", "k".repeat(256)])("a secret's key may not be %j", (key) => {
    expect(SecretKey.safeParse(key).success).toBe(false);
  });

  it("counts a secret's value in bytes, not in characters", () => {
    const secret = { projectId: "6f2f1d0c-3a3b-4c39-9b1a-2f4a3a1e7f10", environment: "dev", key: "K" };
    const isTaken = (value: string) => CreateSecretInput.safeParse({ ...secret, value }).success;
    expect(isTaken("x".repeat(262_144))).toBe(true);
    expect(isTaken("x".repeat(262_145))).toBe(false);
    expect(isTaken("ü".repeat(131_073))).toBe(false);
  });

  it("an e-mail address has one spelling", () => {
    expect(Email.parse(" Ada@Example.COM ")).toBe("ada@example.com");
    for (const text of ["ada", "ada@", "@example.com", "a b@example.com"]) {
      expect(Email.safeParse(text).success).toBe(false);
    }
  });

  it("a password is long, and as it was typed", () => {
    expect(Password.safeParse("x".repeat(11)).success).toBe(false);
    expect(Password.safeParse("x".repeat(257)).success).toBe(false);
    expect(Password.parse("  twelve chars  ")).toBe("  twelve chars  ");
  });
});

describe("IpOrCidr", () => {
  it.each(["0.0.0.0/0", "::/0", "10.1.2.3", "10.1.2.3/8", "2001:db8::1", "2001:db8::/32", "::ffff:10.0.0.1"])(
    "takes %s",
    (text) => {
      expect(IpOrCidr.parse(` ${text} `)).toBe(text);
    },
  );

  it.each(["", "localhost", "10.0.0", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8/8", "1.2.3.4-5", "[::1]", "0x7f.0.0.1"])(
    "refuses %j",
    (text) => {
      expect(IpOrCidr.safeParse(text).success).toBe(false);
    },
  );
});

describe("hasTtlWithinMaxTtl", () => {
  it.each([
    [60, 60, true],
    [61, 60, false],
    [60, 0, true],
    [0, 60, true],
    [0, 0, true],
  ])("TTL %i within max TTL %i: %s", (accessTokenTtlSeconds, accessTokenMaxTtlSeconds, isWithin) => {
    expect(hasTtlWithinMaxTtl({ accessTokenTtlSeconds, accessTokenMaxTtlSeconds })).toBe(isWithin);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 2 ** 40, "60", null])("%s is no number of seconds", (seconds) => {
    const policy = { accessTokenMaxTtlSeconds: 0, accessTokenMaxUses: 0, accessTokenTrustedIps: ["::/0"] };
    expect(AccessTokenPolicy.safeParse({ ...policy, accessTokenTtlSeconds: seconds }).success).toBe(false);
  });
});
