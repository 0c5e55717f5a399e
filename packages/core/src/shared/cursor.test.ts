import { randomUUID } from "node:crypto";
import { ListIdentitiesInput, ListProjectsInput } from "@podpass/contracts";
import { describeOnEachDatabase } from "@podpass/testing/world";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listAuditEvents, listIdentities, listMembers, listProjects } from "../index.ts";
import { readCursor, readTimeCursor, toPage } from "./cursor.ts";

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const id = randomUUID();
const broken = {
  code: "request.invalid",
  issues: [{ path: "cursor", message: "Must be the nextCursor of an earlier answer" }],
};

describe("a cursor", () => {
  it("leads to the row it was made of", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.uuid(), (sortValue, rowId) => {
        fc.pre(!sortValue.includes("\u0000"));
        const { nextCursor } = toPage([{}, {}], 1, () => ({ sortValue, id: rowId }));
        expect(readCursor(nextCursor ?? "")).toEqual({ sortValue, id: rowId });
      }),
    );
  });

  it.each([undefined, ""])("%j is the first page", (cursor) => {
    expect(readCursor(cursor)).toBeNull();
    expect(readTimeCursor(cursor)).toBeNull();
  });

  it.each([
    "junk",
    encode(null),
    encode({ sortValue: "a", id }),
    encode(["a"]),
    encode(["a", id, "b"]),
    encode([1, id]),
    encode(["a", "not an id"]),
    encode(["a\u0000b", id]),
  ])("%j is none", (cursor) => {
    expect(() => readCursor(cursor)).toThrow(expect.objectContaining(broken));
  });

  it.each(["soon", "", "2026-13-01T00:00:00.000Z", "+275760-09-13T00:00:00.000Z"])("%j is no place in time", (at) => {
    expect(() => readTimeCursor(encode([at, id]))).toThrow(expect.objectContaining(broken));
  });
});

describe("toPage", () => {
  const keyOf = (row: number) => ({ sortValue: String(row), id });
  it.each([
    [[], 2, [], false],
    [[1], 2, [1], false],
    [[1, 2], 2, [1, 2], false],
    [[1, 2, 3], 2, [1, 2], true],
  ])("of %j by %i is %j, and there is more: %s", (rows, limit, items, hasMore) => {
    const page = toPage(rows, limit, keyOf);
    expect(page.items).toEqual(items);
    expect(page.nextCursor !== null).toBe(hasMore);
  });
});

describeOnEachDatabase("lists", (world) => {
  it("show every row once, in order, whatever the page size, and none of another organization", async () => {
    const tenant = await world().otherTenant();
    await Promise.all(["b", "a", "B", "a", "ä", "c", "_", "%"].map((name) => tenant.createIdentity({ name })));
    const all = (await listIdentities(tenant.admin, ListIdentitiesInput.parse({}))).items.map((item) => item.id);
    expect(new Set(all).size).toBe(8);
    for (const limit of [1, 3, 8]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listIdentities(tenant.admin, ListIdentitiesInput.parse({ limit, cursor }));
        expect(page.totalCount).toBe(8);
        seen.push(...page.items.map((item) => item.id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(all);
    }
    const stranger = await world().otherTenant();
    expect((await listIdentities(stranger.admin, ListIdentitiesInput.parse({}))).items).toEqual([]);
  });

  it("page through audit events, newest first", async () => {
    const tenant = await world().otherTenant();
    for (let index = 0; index < 5; index += 1) {
      await tenant.createIdentity({ name: `identity ${index}` });
      if (index % 2 === 1) world().clock.advanceSeconds(1);
    }
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listAuditEvents(tenant.admin, { limit: 2, cursor, action: "identity.create" });
      ids.push(...page.items.map((item) => item.subject.id));
      expect(page.items[0]?.actor).toMatchObject({ type: "user", name: expect.stringContaining("Person") });
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(ids).size).toBe(5);
  });

  it("look for what is typed, letter by letter", async () => {
    const tenant = await world().otherTenant();
    await Promise.all(["Vault_reader", "vaultXreader", "100%", "other"].map((name) => tenant.createIdentity({ name })));
    const found = async (search: string) =>
      (await listIdentities(tenant.admin, ListIdentitiesInput.parse({ search }))).items.map((item) => item.name).sort();
    expect(await found("VAULT")).toEqual(["Vault_reader", "vaultXreader"]);
    expect(await found("vault_r")).toEqual(["Vault_reader"]);
    expect(await found("%")).toEqual(["100%"]);
    expect(await found("\\")).toEqual([]);
  });

  it("answer a cursor of their own making only", async () => {
    for (const cursor of [encode(["a", "x"]), encode(["\u0000", id]), encode(["+275760-09-13T00:00:00.000Z", id])]) {
      const input = { limit: 10, cursor };
      const { admin } = world();
      for (const list of [listAuditEvents, listMembers]) await expect(list(admin, input)).rejects.toMatchObject(broken);
    }
    await expect(
      listProjects(world().admin, ListProjectsInput.parse({ cursor: encode(["a", "x"]) })),
    ).rejects.toMatchObject(broken);
  });
});
