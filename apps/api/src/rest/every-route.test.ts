import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { type Call, namesThings } from "../authorization-walk/calls.ts";
import { isAllowed } from "../authorization-walk/needs.ts";
import { ROUTE_CALLS } from "../authorization-walk/route-calls.ts";
import { makeThings, type Things } from "../authorization-walk/things.ts";
import type { Call as Input } from "../testing/api.ts";
import { testApi } from "../testing/test-api.ts";

const WITH_TOKEN = ROUTE_CALLS.filter(({ needs }) => needs.of !== "anybody");
/** Vault's clients expect a 403 without that header: vault-routes.test.ts. */
const ANSWERING_401 = WITH_TOKEN.filter(({ name }) => !name.includes(" /v1/"));

// Who may make which call is the authorization walk's; here nothing is taken back, so that what is refused is seen to
// change nothing.
describe("every route that needs a token", () => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));
  let things: Things;
  let others: Things;
  let other: { token: string; organizationId: string };

  beforeAll(async () => {
    const { adminToken: token, organizationId } = api();
    things = await makeThings(api(), { token, organizationId }, "Mine");
    other = await api().createOtherTenant();
    others = await makeThings(api(), other, "Others");
  });

  const ask = (call: Call, { token }: { token: string }) => {
    const { method, url, ...input } = call.requestFor(things);
    return api().call(method, url, { ...input, token });
  };
  /** That a call was refused is an event, and the one thing that a refused call leaves. */
  const isOfAChange = ({ action }: { action: string }) => action !== "access.refuse";
  const dump = async () => {
    const events = (await api().auditEvents()).filter(isOfAChange);
    return JSON.stringify([events, await api().admin("GET", "/api/v1/projects")]);
  };

  test("answers 401 to nobody, a stranger's token and another scheme, before it reads the input", async () => {
    const before = await dump();
    const statuses: Record<string, number[]> = {};
    const inputs: Input[] = [
      {},
      { token: "not.a.token" },
      { headers: { authorization: "Basic YWRtaW46YWRtaW4=" } },
      { headers: { "content-type": "application/json" }, body: "{" },
    ];
    for (const { name, requestFor } of ANSWERING_401) {
      const { method, url, query = {} } = requestFor(things);
      for (const input of inputs) {
        const answer = await api().call(method, url, { query, ...input });
        statuses[name] = [...(statuses[name] ?? []), answer.status];
        expect(answer.headers["www-authenticate"], name).toBe("Bearer");
      }
    }
    expect(Object.entries(statuses).filter(([, seen]) => seen.some((status) => status !== 401))).toEqual([]);
    expect(await dump()).toBe(before);
  });

  test("changes nothing for another organization's admin", async () => {
    const before = await dump();
    for (const call of WITH_TOKEN.filter((call) => namesThings(call, things, others))) {
      expect({ route: call.name, status: (await ask(call, other)).status }).toEqual({ route: call.name, status: 404 });
    }
    expect(await dump()).toBe(before);
  });

  test("changes nothing for an identity that holds no role", async () => {
    const token = await api().logIn(await api().createIdentity("no-access", "nobody"));
    const before = await dump();
    for (const call of WITH_TOKEN.filter(({ needs }) => !isAllowed(needs, { organization: [], project: [] }))) {
      expect({ route: call.name, status: (await ask(call, { token })).status }).toEqual({
        route: call.name,
        status: 403,
      });
    }
    expect(await dump()).toBe(before);
  });

  test("takes another organization's id for one that does not exist", async () => {
    const { organizationId } = other;
    const calls: [method: string, url: string, input: Input][] = [
      ["POST", "/api/v1/identities", { body: { name: "x", organizationId } }],
      ["GET", "/api/v1/identities", { query: { orgId: organizationId } }],
      ["GET", "/api/v1/identities", { query: { organizationId } }],
    ];
    for (const [method, url, input] of calls) {
      const answer = await api().call(method, url, { token: api().adminToken, ...input });
      expect(answer, url).toMatchObject({ status: 404, body: { message: "Organization not found" } });
    }
  });

  test("adds no identity of another organization to a project", async () => {
    const url = `/api/v1/projects/${things.projectId}/memberships/identities/${others.identityId}`;
    const answer = await api().call("POST", url, { token: api().adminToken, body: { role: "viewer" } });
    expect(answer).toMatchObject({ status: 404, body: { message: "Identity not found" } });
  });
});
