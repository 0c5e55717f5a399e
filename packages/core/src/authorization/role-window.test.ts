import type { PermissionRule } from "@podpass/contracts";
import { describe, expect, it } from "vitest";
import { isHeldAt, rulesAtMost, rulesHeldThrough, type WindowedRole } from "./role-window.ts";

const at = (hour: number) => new Date(hour * 3_600_000);
const allow: PermissionRule = { subject: "secrets", action: ["edit"] };
const deny: PermissionRule = { subject: "secrets", action: ["edit"], inverted: true };

function role(rules: PermissionRule[], startsAt: number | null = null, endsAt: number | null = null): WindowedRole {
  return {
    role: null,
    customRole: { slug: "r", permissions: rules },
    startsAt: startsAt === null ? null : at(startsAt),
    endsAt: endsAt === null ? null : at(endsAt),
  };
}

describe("a role's window", () => {
  it.each([
    [null, null, 5, true],
    [2, 4, 1.999, false],
    [2, 4, 2, true],
    [2, 4, 3.999, true],
    [2, 4, 4, false],
  ])("from %s until %s holds at %s: %s", (startsAt, endsAt, hour, isHeld) => {
    expect(isHeldAt(role([], startsAt, endsAt), at(hour))).toBe(isHeld);
  });

  it.each<[string, WindowedRole[], number | null, PermissionRule[]]>([
    ["a lasting role for ever", [role([allow])], null, [allow]],
    ["a temporary one not for ever", [role([allow], 0, 9)], null, []],
    ["a temporary one until its end", [role([allow], 0, 9)], 9, [allow]],
    ["a temporary one no longer", [role([allow], 0, 9)], 10, []],
    ["one that begins later not from now on", [role([allow], 3, 9)], 5, []],
    ["a denial that begins before the end", [role([allow]), role([deny], 3, 4)], 5, [allow, deny]],
    ["no denial that begins after the end", [role([allow]), role([deny], 6, 7)], 5, [allow]],
    ["no denial that is over", [role([allow]), role([deny], 0, 1)], null, [allow]],
  ])("counts %s", (_what, roles, until, expected) => {
    expect(rulesHeldThrough("project", roles, at(1), until === null ? null : at(until))).toEqual(expected);
  });

  it("lets a denial narrow another role only when it lasts as long", () => {
    const lasting = role([allow]);
    const brief = role([allow], 0, 9);
    expect(rulesAtMost("project", lasting, [lasting, role([deny])], at(1))).toEqual([allow, deny]);
    expect(rulesAtMost("project", lasting, [lasting, role([deny], 0, 9)], at(1))).toEqual([allow]);
    expect(rulesAtMost("project", brief, [brief, role([deny], 0, 9)], at(1))).toEqual([allow, deny]);
    expect(rulesAtMost("project", brief, [brief], at(9))).toEqual([]);
  });
});
