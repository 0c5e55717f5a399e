import type { PermissionRule } from "@podpass/contracts";
import { expect, test } from "vitest";
import {
  conditionsOf,
  draftOf,
  isTicked,
  linesOf,
  type RuleDraft,
  repeatedIn,
  ruleOf,
  withTick,
} from "#features/roles/lib/role-rules.ts";

const denial: PermissionRule = { subject: "tags", action: ["edit"], inverted: true };
const conditional = draftOf(denial);
const plain = (action: string[]): RuleDraft => ({ subject: "tags", action, id: expect.any(Number) });

test("ticks and unticks one action of a subject and leaves the other rules alone", () => {
  const read = withTick([conditional], { subject: "tags", action: "read" }, true);
  expect(read).toEqual([conditional, plain(["read"])]);
  const both = withTick(read, { subject: "tags", action: "edit" }, true);
  expect(both).toEqual([conditional, plain(["read", "edit"])]);
  expect(isTicked(both, "tags", "edit")).toBe(true);
  const one = withTick(both, { subject: "tags", action: "read" }, false);
  expect(withTick(one, { subject: "tags", action: "edit" }, false)).toEqual([conditional]);
});

test("takes conditions apart into lines and puts them together again", () => {
  const conditions = {
    environment: { $eq: "prod" },
    secretPath: { $glob: "/a/**", $ne: "/a/b" },
    secretTags: { $all: ["x", "y"] },
  };
  expect(linesOf({ environment: "prod" })).toEqual([
    { id: expect.any(Number), field: "environment", operator: "$eq", values: ["prod"] },
  ]);
  expect(conditionsOf(linesOf(conditions))).toEqual(conditions);
});

test("gives back the rules it was given, each with an identity of its own while it is edited", () => {
  const rules: PermissionRule[] = [
    { subject: "tags", action: ["read"] },
    { ...denial, conditions: {} },
    { ...denial, conditions: {} },
    { subject: "secrets", action: ["edit"], conditions: { environment: { $ne: "prod" } } },
  ];
  const drafts = rules.map(draftOf);
  expect(drafts.map(ruleOf)).toEqual(rules);
  expect(new Set(drafts.map(({ id }) => id)).size).toBe(rules.length);
});

test("finds the condition that a rule cannot say twice, for one of the two would be lost", () => {
  const line = { id: 1, field: "environment", operator: "$eq", values: ["prod"] } as const;
  const lines = [line, { ...line, operator: "$ne" }, { ...line, field: "secretPath" }] as const;
  expect(repeatedIn(lines.map((one) => ({ ...one, values: [...one.values] })))).toBeUndefined();
  const twice = [line, { ...line, id: 2, values: ["dev"] }].map((one) => ({ ...one, values: [...one.values] }));
  expect(repeatedIn(twice)).toBe("Environment is");
});
