import { describe, expect, it } from "vitest";
import { ORGANIZATION_ROLES, PROJECT_ROLES } from "./built-in-roles.ts";
import { OrganizationRules, ProjectRules } from "./permission-rule.ts";

const secrets = { subject: "secrets", action: ["readValue"] };

describe("the rules of a role", () => {
  it("take every built-in role as it is", () => {
    for (const { rules } of Object.values(ORGANIZATION_ROLES)) expect(OrganizationRules.parse(rules)).toEqual(rules);
    for (const { rules } of Object.values(PROJECT_ROLES)) expect(ProjectRules.parse(rules)).toEqual(rules);
  });

  it("keep conditions in the words they came in", () => {
    const conditions = {
      environment: "dev",
      secretPath: { $glob: "/{{identity.auth.kubernetes.namespace}}/**" },
      secretName: { $in: ["A", "B"], $ne: "C" },
      secretTags: { $all: ["x"] },
    };
    expect(ProjectRules.parse([{ ...secrets, conditions, inverted: true }])).toEqual([
      { ...secrets, conditions, inverted: true },
    ]);
  });

  it("take one action without a list, and no conditions as null or none", () => {
    expect(ProjectRules.parse([{ subject: "secrets", action: "edit", conditions: null, inverted: false }])).toEqual([
      { subject: "secrets", action: ["edit"] },
    ]);
    expect(ProjectRules.parse([{ ...secrets, conditions: {} }])).toEqual([secrets]);
  });

  it.each([
    ["an unknown subject", { subject: "secretz", action: ["edit"] }, "0.subject", /no subject "secretz"/],
    ["a member of every object", { subject: "constructor", action: ["edit"] }, "0.subject", /no subject "constructor"/],
    ["CASL's word for everything", { subject: "all", action: ["manage"] }, "0.subject", /no subject "all"/],
    ["an unknown action", { subject: "secrets", action: ["fly"] }, "0.action", /no action "fly"/],
    ["no action", { subject: "secrets", action: [] }, "0.action", /at least one/],
    ["an unknown member", { ...secrets, fields: ["x"] }, "0", /"fields"/],
    ["an unknown field", { ...secrets, conditions: { team: "x" } }, "0.conditions", /"team"/],
    [
      "an unknown operator",
      { ...secrets, conditions: { environment: { $regex: "x" } } },
      "0.conditions.environment",
      /\$regex/,
    ],
    [
      "$all of one text",
      { ...secrets, conditions: { environment: { $all: ["x"] } } },
      "0.conditions.environment",
      /\$all/,
    ],
    ["no operator", { ...secrets, conditions: { environment: {} } }, "0.conditions.environment", /Name one of/],
    [
      "an empty list",
      { ...secrets, conditions: { environment: { $in: [] } } },
      "0.conditions.environment.$in",
      /at least one/,
    ],
    ["a number", { ...secrets, conditions: { environment: 5 } }, "0.conditions.environment", /./],
    [
      "conditions where there are none",
      { subject: "identity", action: ["read"], conditions: { environment: "x" } },
      "0.conditions.environment",
      /no condition "environment"/,
    ],
    [
      "an unknown template",
      { ...secrets, conditions: { environment: "{{identity.shoe}}" } },
      "0.conditions.environment",
      /identity\.shoe/,
    ],
    [
      "an open template",
      { ...secrets, conditions: { environment: "{{identity.name" } },
      "0.conditions.environment",
      /no template/,
    ],
    [
      "metadata without a key",
      { ...secrets, conditions: { environment: "{{identity.metadata.}}" } },
      "0.conditions.environment",
      /no template/,
    ],
  ])("refuse %s by name", (_what, rule, path, message) => {
    const issues = ProjectRules.safeParse([rule]).error?.issues ?? [];
    expect(issues.map((issue) => issue.path.join("."))).toContain(path);
    expect(issues.map((issue) => issue.message).join("\n")).toMatch(message);
  });

  it("of an organization have no conditions, and no subjects of projects", () => {
    expect(OrganizationRules.safeParse([secrets]).success).toBe(false);
    const conditional = { subject: "identity", action: ["read"], conditions: { environment: "dev" } };
    expect(OrganizationRules.safeParse([conditional]).success).toBe(false);
  });
});
