import { describe, expect, it } from "vitest";
import { ORGANIZATION_ROLES, PROJECT_ROLES } from "./built-in-roles.ts";
import type { PermissionRule } from "./can.ts";
import { isWithin } from "./is-within.ts";

const read: PermissionRule = { subject: "secrets", action: ["readValue"] };
const inDev: PermissionRule = { ...read, conditions: { environment: "dev" } };

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
    ["the same condition", [inDev], [inDev], false],
    ["what was taken from the actor", [read, { ...read, inverted: true }], [read], false],
    ["what was taken from the actor under a condition", [read, { ...inDev, inverted: true }], [read], false],
    ["what was taken from the target", [], [{ ...read, inverted: true }], true],
    ["everything at once", ORGANIZATION_ROLES.admin.rules, [{ subject: "all", action: ["manage"] }], false],
    ["every action", PROJECT_ROLES.admin.rules, [{ subject: "secrets", action: ["manage"] }], false],
    ["a subject nobody knows", PROJECT_ROLES.admin.rules, [{ subject: "unknown", action: ["read"] }], false],
  ])("%s: %#", (_what, actor, target, expected) => {
    expect(isWithin(actor, target)).toBe(expected);
  });
});
