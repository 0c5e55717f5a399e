import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

describe("lists of identities", () => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));
  /** More than one page of the use-case behind. */
  const COUNT = 104;

  beforeAll(async () => {
    for (let index = 0; index < COUNT; index += 1) {
      await api().createIdentity(index % 2 ? "member" : "no-access", `pod-${String(index).padStart(3, "0")}`);
    }
  });

  const names = (answer: { identities: { identity: { name: string } }[] }) =>
    answer.identities.map((entry) => entry.identity.name);
  const search = (body: Record<string, unknown>) => api().admin("POST", "/api/v1/identities/search", { body });

  test("hold everything, in order, for clients that know no pages", async () => {
    const answer = await api().admin("GET", "/api/v1/identities", { query: { orgId: api().organizationId } });
    expect(answer.totalCount).toBe(COUNT + 1);
    expect(new Set(names(answer)).size).toBe(COUNT + 1);
    expect(names(answer).slice(1)).toEqual(names(answer).slice(1).sort());
  });

  test("hold the part that is asked for, across pages", async () => {
    const query = { offset: "98", limit: "4", search: "pod-" };
    const answer = await api().admin("GET", "/api/v1/identities", { query });
    expect(names(answer)).toEqual(["pod-098", "pod-099", "pod-100", "pod-101"]);
    expect(answer.totalCount).toBe(COUNT);
    expect(names(await api().admin("GET", "/api/v1/identities", { query: { offset: "500" } }))).toEqual([]);
  });

  test("are searched by name and role", async () => {
    expect(names(await search({ search: { name: "POD-00" }, limit: 3 }))).toEqual(["pod-000", "pod-001", "pod-002"]);
    expect(names(await search({ search: { name: { $contains: "09" }, role: { $eq: "member" } } }))).toEqual([
      "pod-009",
      "pod-091",
      "pod-093",
      "pod-095",
      "pod-097",
      "pod-099",
    ]);
    expect((await search({})).identities).toHaveLength(50);
    expect(names(await search({ offset: 100, limit: 100, search: { name: "pod" } }))).toHaveLength(4);
  });

  test.each([
    [{ limit: 101 }, "limit"],
    [{ offset: -1 }, "offset"],
    [{ orderBy: "role" }, "orderBy"],
    [{ orderDirection: "desc" }, "orderDirection"],
    [{ search: { name: { $regex: ".*" } } }, "search.name"],
    [{ search: { $or: [] } }, "search"],
  ])("refuse a search they cannot do, rather than answer another one: %j", async (body, field) => {
    const answer = await api().call("POST", "/api/v1/identities/search", { token: api().adminToken, body });
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: field }] } });
  });

  test.each([
    [{ limit: "0" }, "limit"],
    [{ limit: "many" }, "limit"],
    [{ offset: "1.5" }, "offset"],
    [{ search: "a\u0000" }, "search"],
  ])("refuse a page that is none: %j", async (query, field) => {
    const answer = await api().call("GET", "/api/v1/identities", { token: api().adminToken, query });
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: field }] } });
  });
});
