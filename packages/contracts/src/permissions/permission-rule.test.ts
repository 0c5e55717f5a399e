import { describe, expect, it } from "vitest";
import { ORGANIZATION_ROLES, PROJECT_ROLES } from "./built-in-roles.ts";
import type { Conditions } from "./conditions.ts";
import { OrganizationRules, ProjectRules } from "./permission-rule.ts";

const range = (length: number) => Array.from({ length }, (_, number) => number);
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

  it.each<[string, (number: number) => Conditions, number, string]>([
    [
      "texts",
      (number) => ({ secretName: { $in: range(64).map((other) => `${number}-${other}`.padEnd(512, "x")) } }),
      2,
      "secretName",
    ],
    ["patterns", (number) => ({ secretName: { $glob: `${number}-*`.padEnd(1024, "x") } }), 64, "secretName"],
    [
      "what patterns have between wildcards",
      () => ({ secretName: { $glob: `*${"x".repeat(254)}*` } }),
      8,
      "secretName",
    ],
    ["folders between wildcards", () => ({ secretPath: { $glob: `/**/${"x/".repeat(127)}**` } }), 8, "secretPath"],
    [
      "tags",
      (number) => ({ secretTags: { $all: range(64).map(() => `${number}`.padEnd(512, "x")) } }),
      2,
      "secretTags",
    ],
  ])(
    "have a bound for all %s together, and name the rule and the field that go beyond it",
    (_what, conditionsOf, most, field) => {
      const rules = (count: number) => range(count).map((number) => ({ ...secrets, conditions: conditionsOf(number) }));
      expect(ProjectRules.safeParse(rules(most)).success).toBe(true);
      const issues = ProjectRules.safeParse(rules(most + 1)).error?.issues ?? [];
      expect(issues.map(({ path }) => path.join("."))).toEqual([`${most}.conditions.${field}`]);
      expect(issues[0]?.message).toMatch(/at most 65536 characters/);
    },
  );

  it("may be many that each name a place of their own", () => {
    const rules = range(200).map((number) => ({
      ...secrets,
      conditions: {
        environment: "production",
        secretPath: { $glob: `/teams/team-${number}/services/*/config/**` },
        secretName: { $glob: "*_SECRET_*" },
      },
    }));
    expect(ProjectRules.safeParse(rules).success).toBe(true);
  });

  it("of an organization have no conditions, and no subjects of projects", () => {
    expect(OrganizationRules.safeParse([secrets]).success).toBe(false);
    const conditional = { subject: "identity", action: ["read"], conditions: { environment: "dev" } };
    expect(OrganizationRules.safeParse([conditional]).success).toBe(false);
  });
});
