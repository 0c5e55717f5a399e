import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { describe, expect, test } from "vitest";
import { testApi } from "../testing/test-api.ts";

describe("organizations, over the dashboard's API", () => {
  const api = testApi(async () => ({
    clock: new TestClock(new Date()),
    database: await openDatabase({ kind: "memory" }),
  }));

  const signIn = () => api().signIn("admin@example.com", "correct horse battery");
  const mutate = (cookie: string, path: string, body: unknown) =>
    api().call("POST", `/api/trpc/organization.${path}`, { headers: { cookie }, body });

  test.each<[string, string, unknown, string]>([
    ["create", "an empty name", { name: " " }, "name"],
    ["create", "a slug, which is made of the name", { name: "Globex", slug: "globex" }, ""],
    ["update", "a slug that is no slug", { slug: "No slug" }, "slug"],
    ["update", "a text for a switch", { isSecondFactorRequired: "yes" }, "isSecondFactorRequired"],
  ])("%s refuses %s, and names the field", async (path, _what, body, field) => {
    const answer = await mutate(await signIn(), path, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.data.issues).toMatchObject([{ path: field }]);
  });

  test("are made and changed by nobody who is not signed in", async () => {
    for (const [path, body] of [
      ["create", { name: "Globex" }],
      ["update", { isSecondFactorRequired: true }],
    ] as const) {
      expect((await mutate("", path, body)).status).toBe(401);
    }
  });

  test("tell who has no second factor of their own that they need one before they require it", async () => {
    const answer = await mutate(await signIn(), "update", { isSecondFactorRequired: true });
    expect([answer.status, answer.body.error.data.code]).toEqual([400, "second_factor.own_first"]);
  });
});
