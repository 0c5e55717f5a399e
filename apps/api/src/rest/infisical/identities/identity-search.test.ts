import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

/** By name, with their roles; the one that sets the server up comes before them. */
const ROLES = { checkout: "member", "checkout/eu": "no-access", "checkout/us": "reviewers", worker: "no-access" };

describe("the search for identities", () => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));

  beforeAll(async () => {
    const role = { slug: "reviewers", name: "Reviewers", permissions: [] };
    await api().admin("POST", `/api/v1/organization/${api().organizationId}/roles`, { body: role });
    for (const [name, slug] of Object.entries(ROLES)) await api().createIdentity(slug, name);
  });

  const search = (body: Record<string, unknown>) => api().admin("POST", "/api/v1/identities/search", { body });
  async function find(asked: Record<string, unknown>): Promise<string[]> {
    const answer = await search({ search: asked });
    const found = answer.identities.map((entry: { identity: { name: string } }) => entry.identity.name);
    expect(answer.totalCount).toBe(found.length);
    return found;
  }

  test.each([
    [{ name: "checkout" }, ["checkout"]],
    [{ name: "CHECKOUT" }, []],
    [{ name: { $eq: "checkout/eu" } }, ["checkout/eu"]],
    [{ name: { $in: ["worker", "checkout", "nobody"] } }, ["checkout", "worker"]],
    [{ name: { $in: [] } }, []],
    [{ name: { $contains: "CHECKOUT/" } }, ["checkout/eu", "checkout/us"]],
    [{ name: { $contains: "checkout", $in: ["checkout", "worker"] } }, ["checkout"]],
    [{ name: { $eq: "worker", $in: ["checkout"] } }, []],
    [{ role: "reviewers" }, ["checkout/us"]],
    [{ role: { $eq: "member" } }, ["checkout"]],
    [{ role: { $in: ["member", "reviewers"] } }, ["checkout", "checkout/us"]],
    [{ name: { $contains: "checkout" }, role: "no-access" }, ["checkout/eu"]],
    [{ $or: [{ name: "worker" }, { role: { $eq: "member" } }] }, ["checkout", "worker"]],
    [{ role: "no-access", $or: [{ name: { $contains: "/" } }, { role: "member" }] }, ["checkout/eu"]],
    [{ name: "worker", $or: [] }, ["worker"]],
    [{ $or: [{}, { name: "worker" }] }, ["worker"]],
  ])("%j finds %j", async (asked, names) => {
    expect(await find(asked)).toEqual(names);
  });

  test.each([
    [{ orderBy: "name" }, ["checkout", "checkout/eu", "checkout/us", "worker"]],
    [{ orderDirection: "desc" }, ["worker", "checkout/us", "checkout/eu", "checkout"]],
    [{ orderBy: "role", orderDirection: "asc" }, ["checkout", "checkout/eu", "worker", "checkout/us"]],
    [{ orderBy: "role", orderDirection: "desc", offset: 1, limit: 2 }, ["worker", "checkout/eu"]],
    [{ offset: 4 }, []],
  ])("%j gives %j, and the count of all", async (part, names) => {
    const answer = await search({ ...part, search: { name: { $in: Object.keys(ROLES) } } });
    expect(answer).toMatchObject({ totalCount: 4, identities: names.map((name) => ({ identity: { name } })) });
    expect(answer.identities).toHaveLength(names.length);
  });

  test("finds everything for an empty body, and nothing of another organization", async () => {
    expect((await search({})).totalCount).toBe(Object.keys(ROLES).length + 1);
    const { token, identityId } = await api().createOtherTenant();
    for (const asked of [{}, { $or: [{ name: { $contains: "" } }, { role: "no-access" }] }]) {
      const answer = await api().call("POST", "/api/v1/identities/search", { token, body: { search: asked } });
      expect(answer).toMatchObject({ status: 200, body: { totalCount: 1, identities: [{ identityId }] } });
    }
    expect(await find({ name: "other" })).toEqual([]);
  });

  const tooLong = "a".repeat(256);
  const tooMany = (count: number, entry: unknown) => Array.from({ length: count }, () => entry);

  test.each<[string, Record<string, unknown>, string, string]>([
    ["no identity", { limit: 0 }, "limit", "Must be at least 1"],
    ["too many identities", { limit: 101 }, "limit", "Must be at most 100"],
    ["half an identity", { limit: 1.5 }, "limit", "Must be a whole number"],
    ["a part before the first", { offset: -1 }, "offset", "Must be at least 0"],
    ["a part too far away", { offset: 1_000_001 }, "offset", "Must be at most 1000000"],
    ["another order", { orderBy: "createdAt" }, "orderBy", "Must be name or role"],
    ["another direction", { orderDirection: "up" }, "orderDirection", "Must be asc or desc"],
    ["an unknown operator", { search: { name: { $regex: ".*" } } }, "search.name", '"$regex"'],
    ["another operator", { search: { name: { $neq: "checkout" } } }, "search.name", '"$neq"'],
    ["a part of a role", { search: { role: { $contains: "member" } } }, "search.role", '"$contains"'],
    ["a list where a text belongs", { search: { role: ["member"] } }, "search.role", "Must be a role, or an object"],
    ["a text too long", { search: { name: tooLong } }, "search.name", "Must be at most 255 characters"],
    ["a NUL", { search: { name: { $eq: "a\u0000" } } }, "search.name.$eq", "NUL"],
    ["too many texts", { search: { name: { $in: tooMany(101, "a") } } }, "search.name", "at most 100 texts"],
    ["too many alternatives", { search: { $or: tooMany(21, { name: "a" }) } }, "search.$or", "at most 20 entries"],
    ["alternatives of alternatives", { search: { $or: [{ $or: [] }] } }, "search.$or.0", "$or"],
    ["another field", { search: { authMethod: "token-auth" } }, "search", "authMethod"],
  ])("refuses %s, rather than answer another search", async (_what, body, path, rule) => {
    const answer = await api().call("POST", "/api/v1/identities/search", { token: api().adminToken, body });
    const details = [{ path, message: expect.stringContaining(rule) }];
    expect(answer).toMatchObject({ status: 400, body: { details } });
  });
});
