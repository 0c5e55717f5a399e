import { can, PROJECT_ROLES, ProjectRules } from "@podpass/contracts";
import { describe, expect, it } from "vitest";
import { rulesOfRole } from "./role-rules.ts";

const stored = (permissions: unknown) => rulesOfRole("project", { role: null, customRole: { slug: "r", permissions } });
const read = { subject: "secrets", action: ["readValue"] };

describe("the rules of a stored role", () => {
  it.each([
    null,
    "rules",
    {},
    [null],
    [{}],
    [{ ...read, conditions: { moon: "full" } }],
    [{ subject: "all", action: ["manage"] }],
  ])("allow nothing when they read %j", (permissions) => {
    expect(stored(permissions)).toEqual([]);
  });

  it("keep what can be read beside what cannot", () => {
    expect(stored([{ ...read, conditions: { moon: "full" } }, read])).toEqual([read]);
  });

  it("keep conditions that are longer than new ones may be", () => {
    const conditions = {
      secretName: { $in: Array.from({ length: 100 }, (_, number) => `${number}`.padEnd(1024, "x")) },
    };
    expect(ProjectRules.safeParse([{ ...read, conditions }]).success).toBe(false);
    expect(stored([{ ...read, conditions }])).toEqual([{ ...read, conditions }]);
  });

  it("deny everything when a denial cannot be read", () => {
    const rules = [
      ...PROJECT_ROLES.admin.rules,
      ...stored([{ ...read, conditions: { moon: "full" }, inverted: true }]),
    ];
    expect(can(rules, "secrets:readValue")).toBe(false);
    expect(can(rules, "project:delete")).toBe(false);
  });
});
