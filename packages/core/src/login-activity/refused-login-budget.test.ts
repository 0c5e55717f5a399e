import { TestClock } from "@podpass/testing";
import { describe, expect, it } from "vitest";
import { createRefusedLoginBudget, REFUSED_LOGIN_LIMITS, type RefusedLogin } from "./refused-login-budget.ts";

const pod: RefusedLogin = { organizationId: "org", identityId: "identity", isProven: false, ipAddress: "10.0.0.1" };
const { source, identity, organization } = REFUSED_LOGIN_LIMITS;

describe("the budget of refusals that are written down", () => {
  function begin() {
    const clock = new TestClock();
    const budget = createRefusedLoginBudget(clock);
    /** How many of so many are written down. */
    const flood = (count: number, refusal: (index: number) => RefusedLogin) =>
      Array.from({ length: count }, (_, index) => budget.take(refusal(index))).filter(Boolean).length;
    const drain = async () => {
      const counted: object[] = [];
      await budget.drain(async (one) => void counted.push(one));
      return counted;
    };
    return { clock, budget, flood, drain };
  }
  const from = (index: number) => ({ ...pod, ipAddress: `10.0.${index >> 8}.${index & 255}` });
  const at = (index: number) => ({ ...from(index), identityId: `identity ${index >> 3}` });

  it.each([
    ["one place", source.burst, () => pod],
    ["many places at one identity", identity.burst, from],
    ["many places at many identities", organization.burst, at],
  ])("ends a flood from %s at its burst", (_where, burst, refusal) => {
    expect(begin().flood(10_000, refusal)).toBe(burst);
  });

  it("leaves a pod its place while another floods", () => {
    const { budget, flood } = begin();
    flood(100_000, () => pod);
    expect(budget.take({ ...pod, ipAddress: "10.0.0.2" })).toBe(true);
  });

  it.each([
    ["an identity's flood", { identityId: "another" }],
    ["strangers", { isProven: true }],
    ["another organization's flood", { organizationId: "another", identityId: "another" }],
  ])("is not spent by %s", (_who, change) => {
    const { budget, flood } = begin();
    flood(10_000, from);
    expect(budget.take({ ...pod, ...change })).toBe(true);
  });

  it("takes an IPv6 network for one source", () => {
    const { flood } = begin();
    expect(flood(1_000, (index) => ({ ...pod, ipAddress: `2001:db8::${index.toString(16)}` }))).toBe(source.burst);
    const other = begin();
    expect(other.flood(100, (index) => ({ ...pod, ipAddress: `2001:db8:0:${index.toString(16)}::1` }))).toBe(100);
  });

  it("fills again over the hour, up to its burst", () => {
    const { clock, flood } = begin();
    flood(1_000, () => pod);
    clock.advanceSeconds(3600);
    expect(flood(1_000, () => pod)).toBe(source.perHour);
    clock.advanceSeconds(1_000 * 3600);
    expect(flood(1_000, () => pod)).toBe(source.burst);
  });

  it("gains nothing from a clock that is set back and forth", () => {
    const { clock, flood } = begin();
    flood(1_000, () => pod);
    clock.advanceSeconds(-3600);
    expect(flood(1_000, () => pod)).toBe(0);
  });

  it("counts what it leaves out by identity and hour, once", async () => {
    const { clock, drain, flood } = begin();
    flood(source.burst + 5, () => pod);
    clock.advanceSeconds(3600);
    flood(source.perHour + 7, () => pod);
    expect(await drain()).toEqual([
      { organizationId: "org", identityId: "identity", hour: new Date("2026-01-01T00:00:00Z"), count: 5 },
      { organizationId: "org", identityId: "identity", hour: new Date("2026-01-01T01:00:00Z"), count: 7 },
    ]);
    expect(await drain()).toEqual([]);
  });
});
