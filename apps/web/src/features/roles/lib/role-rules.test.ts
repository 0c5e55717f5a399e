import type { PermissionRule } from "@podpass/contracts";
import { expect, test } from "vitest";
import { conditionsOf, isTicked, linesOf, withTick } from "#features/roles/lib/role-rules.ts";

const conditional: PermissionRule = { subject: "tags", action: ["edit"], inverted: true };

test("ticks and unticks one action of a subject and leaves the other rules alone", () => {
  const read = withTick([conditional], { subject: "tags", action: "read" }, true);
  expect(read).toEqual([conditional, { subject: "tags", action: ["read"] }]);
  const both = withTick(read, { subject: "tags", action: "edit" }, true);
  expect(both).toEqual([conditional, { subject: "tags", action: ["read", "edit"] }]);
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
  expect(linesOf({ environment: "prod" })).toEqual([{ field: "environment", operator: "$eq", values: ["prod"] }]);
  expect(conditionsOf(linesOf(conditions))).toEqual(conditions);
});
