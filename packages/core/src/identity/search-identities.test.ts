import { ListIdentitiesInput } from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeAll, expect, it } from "vitest";
import { listIdentities, searchIdentities } from "../index.ts";
import type { IdentitySearch } from "./identity-search.repository.ts";

/** Every identity of the organization, by name, with its role. */
const ROLES = {
  "100%": "no-access",
  api: "member",
  "batch-a": "auditors",
  batch_a: "no-access",
  worker: "admin",
  "worker-API": "builders",
  zeta: "member",
};

const ALL: IdentitySearch = {
  conditions: [],
  alternatives: [],
  orderBy: "name",
  orderDirection: "asc",
  offset: 0,
  limit: 50,
};

describeOnEachDatabase("a search for identities", (world) => {
  let tenant: Tenant;
  let stranger: Tenant;
  beforeAll(async () => {
    tenant = await world().otherTenant();
    stranger = await world().otherTenant();
    for (const slug of ["builders", "auditors"]) {
      await tenant.createRole({ slug });
      await stranger.createRole({ slug });
    }
    for (const [name, role] of Object.entries(ROLES)) await tenant.createIdentity({ name, role });
  });

  async function find(search: Partial<IdentitySearch>): Promise<string[]> {
    const { items, totalCount } = await searchIdentities(tenant.admin, { ...ALL, ...search });
    expect(totalCount).toBe(items.length);
    return items.map(({ name }) => name);
  }

  const byName = { nameIn: ["api"] };
  const ofBatches = { nameContains: "batch" };
  const withoutAccess = { roleIn: ["no-access"] };

  it.each<[Pick<Partial<IdentitySearch>, "conditions" | "alternatives">, string[]]>([
    [{}, Object.keys(ROLES)],
    [{ conditions: [byName] }, ["api"]],
    [{ conditions: [{ nameIn: ["API"] }] }, []],
    [{ conditions: [{ nameIn: ["zeta", "api", "nobody"] }] }, ["api", "zeta"]],
    [{ conditions: [{ nameIn: [] }] }, []],
    [{ conditions: [{ nameContains: "api" }] }, ["api", "worker-API"]],
    [{ conditions: [{ nameContains: "H_a" }] }, ["batch_a"]],
    [{ conditions: [{ nameContains: "%" }] }, ["100%"]],
    [{ conditions: [{ roleIn: ["member"] }] }, ["api", "zeta"]],
    [{ conditions: [{ roleIn: ["auditors", "admin"] }] }, ["batch-a", "worker"]],
    [{ conditions: [{ roleIn: [] }] }, []],
    [{ conditions: [ofBatches, withoutAccess] }, ["batch_a"]],
    [{ conditions: [{ nameContains: "w" }, { nameContains: "API" }] }, ["worker-API"]],
    [{ alternatives: [[byName], [{ roleIn: ["admin"] }]] }, ["api", "worker"]],
    [
      {
        alternatives: [
          [ofBatches, withoutAccess],
          [byName, withoutAccess],
        ],
      },
      ["batch_a"],
    ],
    [{ conditions: [withoutAccess], alternatives: [[ofBatches], [byName]] }, ["batch_a"]],
  ])("of %j finds %j", async (search, names) => {
    expect((await find(search)).toSorted()).toEqual(names.toSorted());
  });

  it.each([
    ["member", ["api", "zeta"]],
    ["auditors", ["batch-a"]],
    ["nobody", []],
  ])("and a list page by page take the same identities for those of the role %s", async (role, names) => {
    const page = await listIdentities(tenant.admin, ListIdentitiesInput.parse({ role }));
    expect(page.items.map(({ name }) => name)).toEqual(names);
    expect(await find({ conditions: [{ roleIn: [role] }] })).toEqual(names);
  });

  it("orders by name, or by role: built-in ones first, then custom ones, and of one role by name", async () => {
    const byRole = ["worker", "api", "zeta", "100%", "batch_a", "batch-a", "worker-API"];
    expect(await find({ orderBy: "role" })).toEqual(byRole);
    expect(await find({ orderBy: "role", orderDirection: "desc" })).toEqual(byRole.toReversed());
    const conditions = [{ nameIn: ["worker", "api", "zeta"] }];
    expect(await find({ conditions })).toEqual(["api", "worker", "zeta"]);
    expect(await find({ conditions, orderDirection: "desc" })).toEqual(["zeta", "worker", "api"]);
  });

  it.each(["name", "role"] as const)(
    "by %s shows each identity once, part by part, and counts all",
    async (orderBy) => {
      const all = await find({ orderBy });
      const parts: string[] = [];
      for (const offset of [0, 3, 6, 9]) {
        const part = await searchIdentities(tenant.admin, { ...ALL, orderBy, offset, limit: 3 });
        expect(part.totalCount).toBe(all.length);
        parts.push(...part.items.map(({ name }) => name));
      }
      expect(parts).toEqual(all);
    },
  );

  it("finds nothing of another organization, whatever alternatives it names", async () => {
    const { id } = await stranger.createIdentity({ name: "api", role: "auditors" });
    const alternatives = [[byName], [{ roleIn: ["auditors", "no-access"] }], [ofBatches], []];
    const { items, totalCount } = await searchIdentities(stranger.admin, { ...ALL, alternatives });
    expect({ ids: items.map((item) => item.id), totalCount }).toEqual({ ids: [id], totalCount: 1 });
    expect(await find({ conditions: [byName] })).toEqual(["api"]);
  });

  it("is refused to whoever may not read identities", async () => {
    const nobody = await tenant.contextOf({ organizationRole: "no-access" });
    await expect(searchIdentities(nobody, ALL)).rejects.toMatchObject({ code: "auth.permission_denied" });
  });
});
