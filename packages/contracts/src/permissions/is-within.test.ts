import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { ORGANIZATION_ROLES, PROJECT_ROLES } from "./built-in-roles.ts";
import { can, DENY_ALL, type ResourceAttributes } from "./can.ts";
import type { Conditions } from "./conditions.ts";
import { isWithin } from "./is-within.ts";
import type { PermissionRule } from "./permission-rule.ts";

const read: PermissionRule = { subject: "secrets", action: ["readValue"] };
const inDev: PermissionRule = { ...read, conditions: { environment: "dev" } };

// Few words, so that rules and resources meet often.
const text = (...words: string[]) => fc.constantFrom(...words);
const condition = (values: fc.Arbitrary<string>, globs: fc.Arbitrary<string>) =>
  fc.oneof(
    values,
    fc.record(
      { $eq: values, $ne: values, $in: fc.array(values, { minLength: 1, maxLength: 2 }), $glob: globs },
      { requiredKeys: [] },
    ),
  );
const tags = text("a", "b");
const anyConditions: fc.Arbitrary<Conditions> = fc.record(
  {
    environment: condition(text("dev", "prod"), text("*", "d*", "p?od", "prod")),
    secretPath: condition(text("/", "/a", "/a/b"), text("/**", "/a/**", "/*", "/a/*", "/**/b")),
    secretTags: fc.oneof(
      tags,
      fc.record(
        {
          $eq: tags,
          $ne: tags,
          $in: fc.array(tags, { minLength: 1 }),
          $all: fc.array(tags, { minLength: 1 }),
          $glob: text("*", "a*"),
        },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: [] },
);
const anyRule: fc.Arbitrary<PermissionRule> = fc.record({
  subject: fc.constant("secrets"),
  action: fc.subarray(["readValue", "edit"], { minLength: 1 }),
  conditions: anyConditions,
  inverted: fc.boolean(),
});
const RESOURCES: ResourceAttributes[] = ["dev", "prod", "d"].flatMap((environment) =>
  ["/", "/a", "/a/b", "/b", "/a/b/c"].flatMap((secretPath) =>
    [undefined, [], ["a"], ["a", "b"]].map((secretTags) => ({
      environment,
      secretPath,
      ...(secretTags ? { secretTags } : {}),
    })),
  ),
);

describe("isWithin", () => {
  it.each<[string, readonly PermissionRule[], readonly PermissionRule[], boolean]>([
    ["nothing is within nothing", [], [], true],
    ["nobody holds everything", [], [read], false],
    ["what one holds", [read], [read], true],
    ["less than one holds", PROJECT_ROLES.admin.rules, PROJECT_ROLES.member.rules, true],
    ["more than one holds", PROJECT_ROLES.member.rules, PROJECT_ROLES.admin.rules, false],
    ["a role that allows nothing", [], PROJECT_ROLES["no-access"].rules, true],
    ["a member makes no admin", ORGANIZATION_ROLES.member.rules, ORGANIZATION_ROLES.admin.rules, false],
    ["one action of several is missing", [read], [{ subject: "secrets", action: ["readValue", "edit"] }], false],
    ["a condition of the target", [read], [inDev], true],
    ["a condition of the actor", [inDev], [read], false],
    ["the same condition", [inDev], [inDev], true],
    ["another condition", [inDev], [{ ...read, conditions: { environment: "prod" } }], false],
    ["a narrower condition", [inDev], [{ ...read, conditions: { environment: "dev", secretPath: "/a" } }], true],
    ["a wider condition", [{ ...read, conditions: { environment: "dev", secretPath: "/a" } }], [inDev], false],
    [
      "a list whose values are held by two rules",
      [inDev, { ...read, conditions: { environment: "qa" } }],
      [{ ...read, conditions: { environment: { $in: ["dev", "qa"] } } }],
      true,
    ],
    [
      "a list with a value that is not held",
      [inDev],
      [{ ...read, conditions: { environment: { $in: ["dev", "qa"] } } }],
      false,
    ],
    [
      "a path below",
      [{ ...read, conditions: { secretPath: { $glob: "/apps/**" } } }],
      [{ ...read, conditions: { secretPath: { $glob: "/apps/web/*" } } }],
      true,
    ],
    [
      "what was taken elsewhere",
      [read, { ...inDev, inverted: true }],
      [{ ...read, conditions: { environment: "qa" } }],
      true,
    ],
    ["what is taken from both", [read, { ...inDev, inverted: true }], [read, { ...inDev, inverted: true }], true],
    ["a template of the target", [inDev], [{ ...read, conditions: { environment: "{{identity.name}}" } }], false],
    [
      "a template of the target, held everywhere",
      [read],
      [{ ...read, conditions: { environment: "{{identity.name}}" } }],
      true,
    ],
    ["everything, after a denial of everything", [read, DENY_ALL], [read], false],
    ["what was taken from the actor", [read, { ...read, inverted: true }], [read], false],
    ["what was taken from the actor under a condition", [read, { ...inDev, inverted: true }], [read], false],
    ["what was taken from the target", [], [{ ...read, inverted: true }], true],
    ["everything at once", ORGANIZATION_ROLES.admin.rules, [{ subject: "all", action: ["manage"] }], false],
    ["every action", PROJECT_ROLES.admin.rules, [{ subject: "secrets", action: ["manage"] }], false],
    ["a subject nobody knows", PROJECT_ROLES.admin.rules, [{ subject: "unknown", action: ["read"] }], false],
  ])("%s: %#", (_what, actor, target, expected) => {
    expect(isWithin(actor, target)).toBe(expected);
  });

  it("never claims what some resource belies", () => {
    let claims = 0;
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 4 }), fc.array(anyRule, { maxLength: 3 }), (actor, target) => {
        if (!isWithin(actor, target)) return;
        claims += 1;
        for (const resource of RESOURCES) {
          for (const permission of ["secrets:readValue", "secrets:edit"] as const) {
            if (can(target, permission, resource)) expect(can(actor, permission, resource)).toBe(true);
          }
        }
      }),
      { numRuns: 20_000 },
    );
    // Most of the pairs are refused, as they should be; enough are not to mean something.
    expect(claims).toBeGreaterThan(2000);
  });

  const range = (length: number) => Array.from({ length }, (_, number) => number);

  it("compares as many rules as roles have that name places of their own", () => {
    const rules = range(200).map((team) => ({
      ...read,
      conditions: { environment: { $in: ["dev", "qa"] }, secretPath: { $glob: `/teams/${team}/services/**/config/*` } },
    }));
    expect(isWithin(rules.toReversed(), rules)).toBe(true);
  });

  it("says no rather than to compare without end", () => {
    const actions = ["describeSecret", "readValue", "create", "edit", "delete"];
    const names = range(100).map((number) => `KEY_${number}`);
    const missing = range(4000).map(() => ({
      subject: "secrets",
      action: actions,
      conditions: { secretName: { $in: names.slice(0, -1) } },
    }));
    const held = { subject: "secrets", action: actions, conditions: { secretName: { $in: names } } };
    const has = vi.spyOn(Set.prototype, "has");
    const answers = [
      isWithin([...missing, held], [held]),
      isWithin(
        [...missing, held],
        range(200).map(() => ({ ...held })),
      ),
    ];
    const times = has.mock.calls.length;
    has.mockRestore();
    expect(answers).toEqual([false, false]);
    expect(times).toBeLessThan(1_000_000);
  });

  it("lets whoever holds something hand on just that", () => {
    fc.assert(
      fc.property(
        fc.array(
          anyRule.map((rule) => ({ ...rule, inverted: false })),
          { maxLength: 4 },
        ),
        (rules) => {
          expect(isWithin(rules, rules)).toBe(true);
        },
      ),
    );
  });
});
