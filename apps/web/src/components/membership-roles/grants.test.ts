import { describe, expect, it } from "vitest";
import { grantOf, kindOf, newGrant } from "./grants.ts";

const base = { id: "1", role: "viewer", isCustom: false, name: "Viewer" };
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

  it.each(["lasting", "length", "end"] as const)("of kind %s are told as such", (kind) => {
    expect(kindOf(newGrant("viewer", kind, now))).toBe(kind);
  });
});
