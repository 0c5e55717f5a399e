import { RoleGrant } from "@podpass/contracts";
import { describe, expect, it } from "vitest";
import { grantOf, kindOf, newGrant, timeProblem } from "./grants.ts";

const base = { id: "1", role: "viewer", isCustom: false, customRoleId: null, name: "Viewer" };
const [startsAt, endsAt] = ["2026-03-01T12:00:00.000Z", "2026-03-01T13:00:00.000Z"];
const now = new Date(startsAt);

describe("grants", () => {
  it("keep a role as it is held", () => {
    expect(grantOf({ ...base, window: null })).toBe("viewer");
    const relative = { startsAt, endsAt, windowLength: "1h" };
    expect(grantOf({ ...base, window: relative })).toEqual({ role: "viewer", startsAt, windowLength: "1h" });
    expect(grantOf({ ...base, window: { startsAt, endsAt, windowLength: null } })).toEqual({
      role: "viewer",
      startsAt,
      endsAt,
    });
  });

  it.each(["lasting", "length", "end", "period"] as const)("of kind %s are told as such, and may be saved", (kind) => {
    const grant = newGrant("viewer", kind, now);
    expect(kindOf(grant)).toBe(kind);
    expect(RoleGrant.safeParse(grant).success).toBe(true);
    expect(typeof grant === "string" ? null : timeProblem(grant, now)).toBeNull();
  });

  it.each([
    [{ startsAt: "", endsAt }, "startsAt"],
    [{ startsAt, endsAt: "" }, "endsAt"],
    [{ startsAt: endsAt, endsAt: startsAt }, "endsAt"],
    [{ startsAt, endsAt: startsAt }, "endsAt"],
    [{ windowLength: "soon" }, "windowLength"],
  ] as const)("that cannot be saved say which field is wrong, as the contract does: %j", (time, field) => {
    const grant = { role: "viewer", ...time };
    expect(timeProblem(grant, now)?.field).toBe(field);
    expect(RoleGrant.safeParse(grant).error?.issues[0]?.path).toEqual([field]);
  });

  it("say that an end has passed, which the server refuses", () => {
    expect(timeProblem({ role: "viewer", endsAt: startsAt }, now)?.field).toBe("endsAt");
  });
});
