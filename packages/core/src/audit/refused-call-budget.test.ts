import { TestClock } from "@podpass/testing";
import { describe, expect, it } from "vitest";
import { createRefusedCallBudget, REFUSED_CALL_LIMITS, type RefusedCall } from "./refused-call-budget.ts";

const actor = { type: "user", id: "ada", name: "Ada" } as const;
const refusal: RefusedCall = {
  organizationId: "org",
  actor,
  call: "project.delete",
  code: "auth.permission_denied",
  isLetIn: true,
};
const { call, caller, organization } = REFUSED_CALL_LIMITS;

describe("the budget of refused calls that are written down", () => {
  function begin() {
    const clock = new TestClock();
    const budget = createRefusedCallBudget(clock);
    /** How many of so many are written down. */
    const loop = (count: number, refused: (index: number) => RefusedCall) =>
      Array.from({ length: count }, (_, index) => budget.take(refused(index))).filter(Boolean).length;
    const drain = async () => {
      const counted: object[] = [];
      await budget.drain(async (one) => void counted.push(one));
      return counted;
    };
    return { clock, budget, loop, drain };
  }
  const anyCall = (index: number) => ({ ...refusal, call: `call ${index}` });
  const anyCaller = (index: number) => ({ ...anyCall(index), actor: { ...actor, id: `user ${index}` } });

  it.each([
    ["one call", call.burst, () => refusal],
    ["one caller", caller.burst, anyCall],
    ["one organization", organization.burst, anyCaller],
  ])("ends a loop of %s at its burst", (_what, burst, refused) => {
    expect(begin().loop(10_000, refused)).toBe(burst);
  });

  it.each<[string, Partial<RefusedCall>]>([
    ["what else the caller tries", { call: "identity.delete" }],
    ["another refusal of the same call", { code: "auth.privilege_boundary" }],
    ["another caller", { actor: { ...actor, id: "grace" } }],
    ["an identity of the same id", { actor: { ...actor, type: "identity", accessTokenId: "token" } }],
    ["another organization", { organizationId: "other" }],
  ])("leaves room for %s while one call loops", (_what, change) => {
    const { budget, loop } = begin();
    loop(100_000, () => refusal);
    expect(budget.take({ ...refusal, ...change })).toBe(true);
  });

  it("cannot be spent for those who were let in by whoever holds refused tokens", () => {
    const { budget, loop } = begin();
    loop(10_000, (index) => ({ ...anyCall(index), isLetIn: false }));
    loop(10_000, (index) => ({ ...anyCaller(index), isLetIn: false }));
    expect(budget.take(refusal)).toBe(true);
  });

  it("fills again over the hour", () => {
    const { clock, loop } = begin();
    loop(1_000, () => refusal);
    clock.advanceSeconds(3600);
    expect(loop(1_000, () => refusal)).toBe(call.perHour);
  });

  it("counts what it leaves out by caller, once", async () => {
    const { clock, drain, loop } = begin();
    const grace = { ...actor, id: "grace", name: "Grace" };
    loop(call.burst, () => refusal);
    const since = clock.now();
    loop(2, () => refusal);
    clock.advanceSeconds(60);
    loop(3, () => refusal);
    loop(call.burst + 1, () => ({ ...refusal, actor: grace }));
    expect(await drain()).toEqual([
      { organizationId: "org", actor, since, count: 5 },
      { organizationId: "org", actor: grace, since: clock.now(), count: 1 },
    ]);
    expect(await drain()).toEqual([]);
  });
});
