import { can, PROJECT_ROLES } from "@podpass/contracts";
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

  it("deny everything when a denial cannot be read", () => {
    const rules = [
      ...PROJECT_ROLES.admin.rules,
      ...stored([{ ...read, conditions: { moon: "full" }, inverted: true }]),
    ];
    expect(can(rules, "secrets:readValue")).toBe(false);
    expect(can(rules, "project:delete")).toBe(false);
  });
});
