import { describe, expect, test } from "vitest";
import { findPlaces, NOT_A_GUARD, readCore, withPlaces } from "./places.ts";

const isLeftOut = (id: string) => `globalThis.podpassPlaces.isLeftOut("${id}")`;

describe("the places of a use-case", () => {
  test("are the calls that ask, and not what defines them or speaks of them", () => {
    const code = [
      "export function assertWithin(rules) {}",
      "/** Asks `ctx.authorize(permission)`. */",
      "  authorize(permission, resource) {",
      "  assertWithin(rules: readonly PermissionRule[]): void;",
      '  ctx.authorize("identity:edit");',
      "  actor.authorize(permission);",
      '  (await openProject(ctx)).authorize("tags:read");',
      "  if (role) assertWithin(held, role.rules);",
    ].join("\n");
    const { code: changed, places } = withPlaces("a.ts", code);
    const [ask, askAny, askOf, within] = [
      "a.ts:5 ctx.authorize",
      "a.ts:6 actor.authorize",
      "a.ts:7 authorize",
      "a.ts:8 assertWithin",
    ];
    expect(places).toEqual([
      { id: ask, kind: "permission" },
      { id: askAny, kind: "permission" },
      { id: askOf, kind: "permission" },
      { id: within, kind: "boundary" },
    ]);
    expect(changed.split("\n").slice(4)).toEqual([
      `  (${isLeftOut(ask)} ? () => undefined : ctx.authorize)("identity:edit");`,
      `  (${isLeftOut(askAny)} ? () => undefined : actor.authorize)(permission);`,
      `  (await openProject(ctx))[${isLeftOut(askOf)} ? "valueOf" : "authorize"]("tags:read");`,
      `  if (role) (${isLeftOut(within)} ? () => undefined : assertWithin)(held, role.rules);`,
    ]);
  });

  test("are all the assertions of the core but those named as no guard", () => {
    const asserted = readCore().flatMap(({ code }) => code.match(/\bassert\w+(?=\()/g) ?? []);
    const found = findPlaces().map(({ id }) => /\w+(?=(?: \d+)?$)/.exec(id)?.[0] ?? "");
    const guards = found.filter((name) => name.startsWith("assert"));
    expect([...new Set([...guards, ...Object.keys(NOT_A_GUARD)])].sort()).toEqual([...new Set(asserted)].sort());
    expect(guards.filter((name) => name in NOT_A_GUARD)).toEqual([]);
  });

  test("are the permissions that decide what is shown, each by itself", () => {
    const { code: changed, places } = withPlaces("a.ts", "  return can(rules, one) && can(rules, other) && scan(it);");
    const [one, other] = ["a.ts:1 can", "a.ts:1 can 2"];
    expect(places.map(({ id }) => id)).toEqual([one, other]);
    const without = (id: string) => `(${isLeftOut(id)} ? () => true : can)`;
    expect(changed).toBe(`  return ${without(one)}(rules, one) && ${without(other)}(rules, other) && scan(it);`);
  });

  test("are the tenants that queries are limited to, and not what is written or read", () => {
    const code = [
      "  insert({ id, organizationId }) {",
      "    const data = [{ id, organizationId }];",
      "    db.role.findFirst({ where: { id, organizationId }, select: { organizationId: true } });",
      "    db.member.findUnique({ where: { organizationId_userId: { organizationId, userId } } });",
      `    Prisma.sql\`a.organization_id = \${organizationId}::uuid\`;`,
    ].join("\n");
    const { code: changed, places } = withPlaces("a.repository.ts", code);
    const [condition, sql] = ["a.repository.ts:3 organizationId", "a.repository.ts:5 a.organization_id"];
    expect(places.map(({ id }) => id)).toEqual([condition, sql]);
    const lines = changed.split("\n");
    expect(lines[2]).toContain(
      `where: { id, organizationId: ${isLeftOut(condition)} ? undefined : organizationId }, select`,
    );
    expect(lines[4]).toContain(`(\${${isLeftOut(sql)}}::boolean OR a.organization_id = \${organizationId}::uuid)`);
  });
});
