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
