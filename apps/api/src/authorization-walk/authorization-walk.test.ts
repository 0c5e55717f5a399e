import { ORGANIZATION_ROLES, PROJECT_ROLES } from "@podpass/contracts";
import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, Api } from "../testing/api.ts";
import { appRouter } from "../trpc/router.ts";
import { type Call, namesThings } from "./calls.ts";
import { findSurprises } from "./checks.ts";
import { isAllowed, KNOWN, permissionsOf } from "./needs.ts";
import { procedureCalls } from "./procedure-calls.ts";
import { rollBackEverything } from "./roll-back.ts";
import { DOWNLOAD_CALLS, ROUTE_CALLS } from "./route-calls.ts";
import { recordRoutes } from "./route-table.ts";
import { allBut, exactly, heldBy, type Rules } from "./rules.ts";
import { makeThings, type Things } from "./things.ts";
import { idsOf, inventedFor, searchesFor, tracelessly, withoutIds } from "./traces.ts";
import { createWalker, type Walker } from "./walker.ts";

// The router keeps its procedures flat, by their dotted paths; its type keeps them nested.
const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;

const PROCEDURE_CALLS = procedureCalls((name) => procedures[name]?._def.type ?? "missing");
const BY_PERSON: readonly Call[] = [...PROCEDURE_CALLS, ...DOWNLOAD_CALLS];
const isAsked = ({ needs }: Call) => needs.of !== "anybody";
const CALLS = [...BY_PERSON, ...ROUTE_CALLS].filter(isAsked);

/** What a person may call, beside what is their own, while they lack the second factor that an organization requires. */
const OPEN_WITHOUT_SECOND_FACTOR = new Set(["session.current", "invitation.join"]);

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
  function surprises(
    who: Walker,
    calls: readonly Call[],
    things: Things,
    expected: (call: Call) => number,
  ): Promise<string[]> {
    return findSurprises(
      calls.map((call) => async () => {
        const { status, body } = await ask(who, call, things);
        if (status === expected(call)) return null;
        return `${call.name}: ${status} instead of ${expected(call)} ${JSON.stringify(body)}`;
      }),
    );
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

  test("does not tell who may not what there is in the organization, and what there is not", async () => {
    await walker.hold("no-access", "no-access");
    const missing = inventedFor(mine);
    missing.wanted = { ...mine.wanted, organizationRole: "none" };
    const ofOrganization = CALLS.filter(({ needs }) => needs.of === "organization");
    expect(await surprises(walker, ofOrganization, missing, () => 403)).toEqual([]);
  });

  test("shows a member of another project nothing of this one", async () => {
    await walker.hold("no-access", "admin");
    const inProject = CALLS.filter(({ needs }) => needs.of === "project");
    expect(await surprises(walker, inProject, elsewhere, () => 403)).toEqual([]);
  });

  test("finds nothing of another project through a project of the caller's own", async () => {
    await walker.hold("no-access", "admin");
    const { environmentId, folderId, tagId, secretId, importId, membershipId, projectRoleId, ownIdentityId } =
      elsewhere;
    const inner = {
      environmentId,
      folderId,
      tagId,
      secretId,
      importId,
      membershipId,
      projectRoleId,
      ownIdentityId,
    };
    const smuggled = { ...mine, ...inner };
    const naming = CALLS.filter(
      (call) => namesThings(call, smuggled, mine) && namesThings(call, smuggled, { ...elsewhere, wanted: mine.wanted }),
    );
    expect(naming.length).toBeGreaterThan(25);
    expect(await surprises(walker, naming, smuggled, () => 404)).toEqual([]);
  });

  test("shows a member of one project no trace of what is in another", async () => {
    await walker.hold("no-access", "admin");
    const { projectId, projectSlug, environmentId, folderId, tagId, secretId, importId, membershipId, projectRoleId } =
      elsewhere;
    const traces = [environmentId, folderId, tagId, secretId, importId, membershipId, projectRoleId];
    traces.push(projectId, projectSlug);
    const texts: string[] = [];
    const calls = CALLS.map((call) => tracelessly(call.name, () => ask(walker, call, mine), traces, texts));
    expect(await findSurprises(calls)).toEqual([]);
    // Those of their own project are in many answers.
    expect(texts.filter((text) => text.includes(mine.environmentId)).length).toBeGreaterThan(10);
  });

  test("answers another organization's admin 404 for whatever is named, in the words for what does not exist", async () => {
    const missing = inventedFor(mine);
    const checks = CALLS.map((call) => async () => {
      const answer = await ask(stranger, call, mine);
      if (!namesThings(call, mine, others)) return answer.status === 200 ? null : `${call.name}: ${answer.status}`;
      const told = withoutIds(answer, mine);
      const toldOfMissing = withoutIds(await ask(stranger, call, missing), missing);
      if (answer.status === 404 && told === toldOfMissing) return null;
      return `${call.name}: ${answer.status} ${told}, of what does not exist ${toldOfMissing}`;
    });
    expect(await findSurprises(checks)).toEqual([]);
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

  test("asks for both permissions of a call that needs one in the organization and one in the project", async () => {
    const found: string[] = [];
    const note = (lines: string[], how: string) => found.push(...lines.map((line) => `${how}, ${line}`));
    for (const call of CALLS) {
      if (call.needs.of !== "both") continue;
      const { organization: inOrganization, project: inProject } = call.needs;
      await walker.hold(exactly([inOrganization]), exactly([inProject]));
      note(await surprises(walker, [call], mine, () => 200), "with just both");
      if (call.isBounded) note(await surprises(walker, [call], above, () => 403), "above the caller's own");
      await walker.hold(allBut("organization", inOrganization), exactly([inProject]));
      note(await surprises(walker, [call], mine, () => 403), `without ${inOrganization} in the organization`);
      await walker.hold(exactly([inOrganization]), allBut("project", inProject));
      note(await surprises(walker, [call], mine, () => 403), `without ${inProject} in the project`);
    }
    expect(CALLS.filter(({ needs }) => needs.of === "both").length).toBeGreaterThan(2);
    expect(found).toEqual([]);
  });

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
      const traces = [foreign.marker, foreign.marker.toLowerCase(), ...foreign.ids];
      const texts: string[] = [];
      const searches = searchesFor(foreign.marker, foreign.things, own.things).map(([name, input]) => {
        const query = { input: JSON.stringify(input) };
        const search = () => own.who.asPerson({ method: "GET", url: `/api/trpc/${name}`, query });
        return tracelessly(name, search, traces, texts);
      });
      const calls = CALLS.map((call) => tracelessly(call.name, () => ask(own.who, call, own.things), traces, texts));
      expect(await findSurprises([...calls, ...searches])).toEqual([]);
      // Their own marker is in many answers, so that of the neighbour would be seen.
      expect(texts.filter((text) => text.includes(own.marker)).length).toBeGreaterThan(100);
    },
  );
});
