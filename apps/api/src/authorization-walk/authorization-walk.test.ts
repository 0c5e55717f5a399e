import {
  ORGANIZATION_PERMISSIONS,
  ORGANIZATION_ROLES,
  type PermissionRule,
  PROJECT_PERMISSIONS,
  PROJECT_ROLES,
} from "@podpass/contracts";
import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, Api } from "../testing/api.ts";
import { appRouter } from "../trpc/router.ts";
import { type Call, namesThings } from "./calls.ts";
import { type Held, isAllowed, KNOWN, permissionsOf } from "./needs.ts";
import { procedureCalls } from "./procedure-calls.ts";
import { rollBackEverything } from "./roll-back.ts";
import { DOWNLOAD_CALLS, ROUTE_CALLS } from "./route-calls.ts";
import { recordRoutes } from "./route-table.ts";
import { makeThings, type Things } from "./things.ts";
import { createWalker, type Walker } from "./walker.ts";

// The router keeps its procedures flat, by their dotted paths; its type keeps them nested.
const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;

const PROCEDURE_CALLS = procedureCalls((name) => procedures[name]?._def.type ?? "missing");
const BY_PERSON: readonly Call[] = [...PROCEDURE_CALLS, ...DOWNLOAD_CALLS];
const isAsked = ({ needs }: Call) => needs.of !== "anybody";
const CALLS = [...BY_PERSON, ...ROUTE_CALLS].filter(isAsked);

/** What a person may call, beside what is their own, while they lack the second factor that an organization requires. */
const OPEN_WITHOUT_SECOND_FACTOR = new Set(["session.current", "invitation.join"]);

const TABLES: Record<string, Record<string, readonly string[]>> = {
  organization: ORGANIZATION_PERMISSIONS,
  project: PROJECT_PERMISSIONS,
};

describe("the authorization walk", () => {
  let api: Api;
  let database: Awaited<ReturnType<typeof openDatabase>>;
  let routes: string[];
  let mine: Things;
  let above: Things;
  let others: Things;
  let elsewhere: Things;
  let walker: Walker;
  let stranger: Walker;

  beforeAll(async () => {
    database = await openDatabase({ kind: "memory" });
    const clock = new TestClock(new Date());
    ({ built: api, routes } = await recordRoutes(() => Api.openSetUp({ clock, database })));
    const admin = { token: api.adminToken, organizationId: api.organizationId };
    mine = await makeThings(api, admin, "Mine");
    above = await makeThings(api, admin, "Above", {
      organizationRole: "admin",
      projectRole: "admin",
      organizationRules: [{ subject: "settings", action: ["read", "edit"] }],
      projectRules: [{ subject: "tags", action: ["read", "edit"] }],
    });
    elsewhere = await makeThings(api, admin, "Elsewhere");
    const otherTenant = await api.createOtherTenant();
    others = await makeThings(api, otherTenant, "Others");
    const { organizationId: hostId } = await api.createOtherTenant();
    walker = await createWalker(api, database, { maker: admin, projectIds: [mine.projectId, above.projectId], hostId });
    stranger = await createWalker(api, database, { maker: otherTenant, projectIds: [], hostId });
    await stranger.hold("admin", "no-access");
    await walker.hold("admin", "no-access");
    const override = PROCEDURE_CALLS.find(({ name }) => name === "secret.setOverride");
    if (override) expect((await walker.asPerson(override.requestFor(mine))).status).toBe(200);
    rollBackEverything(api);
  });
  afterAll(() => api[Symbol.asyncDispose]());

  const ask = (who: Walker, call: Call, things: Things): Promise<Answer> =>
    BY_PERSON.includes(call) ? who.asPerson(call.requestFor(things)) : who.asIdentity(call.requestFor(things));

  /** What is otherwise than expected: nothing, if all is well. */
  async function surprises(
    who: Walker,
    calls: readonly Call[],
    things: Things,
    expected: (call: Call) => number,
  ): Promise<string[]> {
    const found: string[] = [];
    for (const call of calls) {
      const answer = await ask(who, call, things);
      if (answer.status !== expected(call))
        found.push(`${call.name}: ${answer.status} instead of ${expected(call)} ${JSON.stringify(answer.body)}`);
    }
    return found;
  }

  test("knows every procedure of the router and every route of the server, and no others", () => {
    expect(PROCEDURE_CALLS.map(({ name }) => name).sort()).toEqual(Object.keys(procedures).sort());
    expect([...ROUTE_CALLS, ...DOWNLOAD_CALLS].map(({ name }) => name).sort()).toEqual([...routes].sort());
  });

  test("lets nobody in who is not known", async () => {
    const found: string[] = [];
    for (const call of CALLS) {
      const { method, url, ...input } = call.requestFor(mine);
      const { status } = await api.call(method, url, input);
      // Vault has no 401.
      if (status !== (url.startsWith("/v1/") ? 403 : 401)) found.push(`${call.name}: ${status}`);
    }
    expect(found).toEqual([]);
  });

  test.each(Object.keys(ORGANIZATION_ROLES) as (keyof typeof ORGANIZATION_ROLES)[])(
    "allows the organization role %s what the table says, and 403 for the rest",
    async (role) => {
      await walker.hold(role, "no-access");
      const held = heldBy(role, "no-access");
      const expected = ({ needs }: Call) => (isAllowed(needs, held) ? 200 : 403);
      expect(await surprises(walker, CALLS, mine, expected)).toEqual([]);
    },
  );

  test.each(Object.keys(PROJECT_ROLES) as (keyof typeof PROJECT_ROLES)[])(
    "allows the project role %s what the table says, and 403 for the rest",
    async (role) => {
      await walker.hold("no-access", role);
      const held = heldBy("no-access", role);
      const expected = ({ needs }: Call) => (isAllowed(needs, held) ? 200 : 403);
      expect(await surprises(walker, CALLS, mine, expected)).toEqual([]);
    },
  );

  test("shows a member of another project nothing of this one", async () => {
    await walker.hold("no-access", "admin");
    const inProject = CALLS.filter(({ needs }) => needs.of === "project");
    expect(await surprises(walker, inProject, elsewhere, () => 403)).toEqual([]);
  });

  test("finds nothing of another project through a project of the caller's own", async () => {
    await walker.hold("no-access", "admin");
    const { environmentId, folderId, tagId, secretId, importId, membershipId, projectRoleId } = elsewhere;
    const inner = { environmentId, folderId, tagId, secretId, importId, membershipId, projectRoleId };
    const smuggled = { ...mine, ...inner };
    const naming = CALLS.filter(
      (call) => namesThings(call, smuggled, mine) && namesThings(call, smuggled, { ...elsewhere, wanted: mine.wanted }),
    );
    expect(naming.length).toBeGreaterThan(25);
    expect(await surprises(walker, naming, smuggled, () => 404)).toEqual([]);
  });

  test("answers another organization's admin 404 for whatever is named, as for what does not exist", async () => {
    const expected = (call: Call) => (namesThings(call, mine, others) ? 404 : 200);
    expect(await surprises(stranger, CALLS, mine, expected)).toEqual([]);
  });

  test.each(["organization", "project"] as const)(
    "asks for each of the permissions of the %s that a call needs, and for no more than these",
    async (scope) => {
      const found: string[] = [];
      const hold = (rules: Rules) =>
        scope === "organization" ? walker.hold(rules, "no-access") : walker.hold("no-access", rules);
      const note = (lines: string[], how: string) => found.push(...lines.map((line) => `${how}, ${line}`));
      const inScope = CALLS.filter(({ needs }) => needs.of === scope);
      for (const calls of Map.groupBy(inScope, ({ needs }) => permissionsOf(needs).join(" and ")).values()) {
        const permissions = permissionsOf(calls[0]?.needs ?? KNOWN);
        await hold(exactly(permissions));
        note(await surprises(walker, calls, mine, () => 200), `with just ${permissions}`);
        const bounded = calls.filter(({ isBounded }) => isBounded);
        note(await surprises(walker, bounded, above, () => 403), `above the caller's own`);
        for (const permission of permissions) {
          await hold(allBut(scope, permission));
          note(await surprises(walker, calls, mine, () => 403), `without ${permission}`);
        }
      }
      expect(found).toEqual([]);
    },
  );

  test("lets nobody in without the second factor that their organization requires, but to set it up", async () => {
    await walker.hold("admin", "admin");
    const require = (isSecondFactorRequired: boolean) =>
      database.client.organization.update({ where: { id: mine.organizationId }, data: { isSecondFactorRequired } });
    await require(true);
    const isOwn = ({ name }: Call) => name.startsWith("account.") || OPEN_WITHOUT_SECOND_FACTOR.has(name);
    const byPerson = CALLS.filter((call) => BY_PERSON.includes(call));
    expect(await surprises(walker, byPerson, mine, (call) => (isOwn(call) ? 200 : 403))).toEqual([]);
    // Identities have none, and work as before.
    expect(await surprises(walker, ROUTE_CALLS.filter(isAsked), mine, () => 200)).toEqual([]);
    await require(false);
  });

  test.each(["one", "other"])(
    "shows the %s of two organizations no trace of its neighbour, not even in answers to changes",
    async (which) => {
      await walker.hold("admin", "admin");
      const sides = [
        { who: walker, things: mine, marker: "Mine", ids: [...idsOf(mine), ...idsOf(above), ...walker.ids] },
        { who: stranger, things: others, marker: "Others", ids: [...idsOf(others), ...stranger.ids] },
      ] as const;
      const [own, foreign] = which === "one" ? sides : ([sides[1], sides[0]] as const);
      const answers: [string, Answer][] = [];
      for (const call of CALLS) answers.push([call.name, await ask(own.who, call, own.things)]);
      for (const [name, input] of searchesFor(foreign.marker, foreign.things, own.things)) {
        const query = { input: JSON.stringify(input) };
        answers.push([name, await own.who.asPerson({ method: "GET", url: `/api/trpc/${name}`, query })]);
      }
      const texts = answers.map(([name, { body }]) => ({ name, text: JSON.stringify(body) }));
      const traces = [foreign.marker, foreign.marker.toLowerCase(), ...foreign.ids].map((trace) => `${trace}`);
      const found = texts.filter(({ text }) => traces.some((trace) => text.includes(trace)));
      expect(found).toEqual([]);
      // Their own marker is in many answers, so that of the neighbour would be seen.
      expect(texts.filter(({ text }) => text.includes(own.marker)).length).toBeGreaterThan(100);
    },
  );
});

/** Lists that are asked for what the neighbour has, by its names and ids. */
function searchesFor(marker: string, foreign: Things, own: Things): [string, Record<string, unknown>][] {
  const { identityId, projectId } = foreign;
  return [
    ["identity.list", { search: marker }],
    ["project.list", { search: marker }],
    ["member.list", { search: "Walker" }],
    ["audit.list", { search: marker }],
    ["audit.list", { search: identityId }],
    ["audit.list", { projectId }],
    ["accessToken.list", { identityId }],
    ["loginAttempt.list", { identityId }],
    ["role.organizationHolders", { slug: foreign.projectSlug }],
    ["projectMembership.listIdentities", { projectId: own.projectId, search: marker }],
    ["projectMembership.listUsers", { projectId: own.projectId, search: "Walker" }],
    ["projectMembership.availableIdentities", { projectId: own.projectId, search: marker }],
    ["secret.search", { projectId: own.projectId, search: marker }],
  ];
}

type Rules = { subject: string; action: string[] }[];

/** All that can be allowed in a scope, but one permission. */
function allBut(scope: "organization" | "project", permission: string): Rules {
  return Object.entries(TABLES[scope] ?? {})
    .map(([subject, actions]) => ({
      subject,
      action: actions.filter((action) => `${subject}:${action}` !== permission),
    }))
    .filter(({ action }) => action.length > 0);
}

/** A role that allows this and nothing else; where any role will do, one that allows something else. */
function exactly(permissions: readonly string[]): Rules {
  return (permissions.length === 0 ? ["tags:delete"] : permissions).map((permission) => {
    const [subject = "", action = ""] = permission.split(":");
    return { subject, action: [action] };
  });
}

function idsOf({ wanted: _wanted, ...ids }: Things): string[] {
  return Object.values(ids);
}

function heldBy(organizationRole: keyof typeof ORGANIZATION_ROLES, projectRole: keyof typeof PROJECT_ROLES): Held {
  const organization: readonly PermissionRule[] = ORGANIZATION_ROLES[organizationRole].rules;
  // Who may open every project of the organization is its admin.
  const role = organizationRole === "admin" ? "admin" : projectRole;
  return { organization, project: PROJECT_ROLES[role].rules };
}
