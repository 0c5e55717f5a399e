import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { ROUTE_CALLS } from "../authorization-walk/route-calls.ts";
import { makeThings, type Things } from "../authorization-walk/things.ts";
import { testApi } from "../testing/test-api.ts";

/** The words of the library that reads requests, which are about its types and not about whoever's request it is. */
const WORDS_OF_ZOD = /Invalid (?:input|option)|Too (?:small|big)|\bexpected\b|\breceived\b/;
const ODD = { odd: [] };

function oddInEach(fields: object): object {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, ODD]));
}

describe("what a request broke", () => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));
  let things: Things;
  beforeAll(async () => {
    const { adminToken: token, organizationId } = api();
    things = await makeThings(api(), { token, organizationId }, "Mine");
  });

  test("is said in our words on every route: nothing given, and something odd in each field", async () => {
    // Who may do nothing is told what the request broke all the same, and does nothing where it broke no rule.
    const token = await api().logIn(await api().createIdentity("no-access", "nobody"));
    const wrong: string[] = [];
    let refused = 0;
    for (const { name, requestFor } of ROUTE_CALLS.filter(({ name }) => !name.includes(" /v1/"))) {
      const { method, url, query = {}, body } = requestFor(things);
      // What needs no more than its address would be done.
      if (body === undefined && Object.keys(query).length === 0) continue;
      const inputs = [
        ...(body === undefined ? [] : [{ body: {} }, { body: oddInEach(Object(body)) }]),
        { query: Object.fromEntries(Object.keys(query).map((field) => [field, "0"])) },
      ];
      for (const input of inputs) {
        const answer = await api().call(method, url, { token, ...input });
        if (answer.status === 400) refused += 1;
        if (answer.status === 400 && WORDS_OF_ZOD.test(JSON.stringify(answer.body))) {
          wrong.push(`${name}: ${JSON.stringify(answer.body.details)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(refused).toBeGreaterThan(100);
    expect((await api().call("GET", "/api/v1/identities/details", { token })).status).toBe(200);
  });

  test.each<[method: string, url: string, input: object, message: string]>([
    ["POST", "/v1/auth/universal-auth/login", { body: {} }, "clientId: Is required"],
    ["POST", "/v1/auth/kubernetes-auth/login", { body: { identityId: 7 } }, "identityId: Must be a string"],
    ["POST", "/v1/auth/token/renew", { body: {} }, "accessToken: Is required"],
    ["POST", "/v1/auth/token/revoke", { body: { accessToken: [] } }, "accessToken: Must be a string"],
    ["POST", "/v3/secrets/batch/raw", { body: { environment: "dev" } }, "secrets: Is required"],
  ])("is said of %s %s", async (method, url, input, message) => {
    const { status, body } = await api().call(method, `/api${url}`, { token: api().adminToken, ...input });
    expect({ status, message: body.message }).toEqual({ status: 400, message });
  });

  test("is said of a version and a position that are too low, by the names clients have for them", async () => {
    const { projectId, token } = { projectId: things.projectId, token: api().adminToken };
    const query = { projectId, environment: "dev", version: "0" };
    const read = await api().call("GET", "/api/v4/secrets/ANY", { token, query });
    expect(read).toMatchObject({ status: 400, body: { message: "version: Must be at least 1" } });
    const body = { name: "QA", slug: "qa", position: 0 };
    const made = await api().call("POST", `/api/v1/projects/${projectId}/environments`, { token, body });
    expect(made).toMatchObject({ status: 400, body: { message: "position: Must be at least 1" } });
  });

  test("is said of what is subscribed to by the names clients have for it", async () => {
    const register = [{ event: "secret:update", conditions: { environmentSlug: "a".repeat(65) } }];
    const body = { projectId: things.projectId, register };
    const url = "/api/v1/events/subscribe/project-events";
    expect(await api().call("POST", url, { token: api().adminToken, body })).toMatchObject({
      status: 400,
      body: { details: [{ path: "register.0.conditions.environmentSlug" }] },
    });
  });
});
