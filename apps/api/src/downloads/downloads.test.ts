import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../testing/test-api.ts";

describe("the audit log as a file", () => {
  const api = testApi(async () => ({
    clock: new TestClock(new Date()),
    database: await openDatabase({ kind: "memory" }),
  }));
  let cookie: string;

  beforeAll(async () => {
    const body = { email: "admin@example.com", password: "correct horse battery" };
    const { headers } = await api().call("POST", "/api/auth/sign-in/email", { body });
    cookie = String(headers["set-cookie"]).split(";")[0] ?? "";
    for (const name of ["plain", '=HYPERLINK("http://evil.example")', 'with "quotes", commas']) {
      await api().createIdentity("no-access", name);
    }
  });

  const download = (query: Record<string, string>, headers: Record<string, string> = {}) =>
    api().app.inject({ method: "GET", url: "/api/downloads/audit-log", query, headers: { cookie, ...headers } });

  test("is one event a line, of those the filter lets through", async () => {
    const answer = await download({ format: "jsonl", action: "identity.create" });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["content-disposition"]).toMatch(/^attachment; filename="audit-log-\d{4}-\d\d-\d\d\.jsonl"$/);
    expect(answer.headers["cache-control"]).toBe("no-store");
    const events = answer.body
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(events).toHaveLength(3);
    expect(events).toMatchObject(Array(3).fill({ action: "identity.create", actor: { type: "identity" } }));
  });

  test("holds what was done by one kind of who acts, and came out as asked", async () => {
    const wrong = { email: "admin@example.com", password: "not the password" };
    expect(await api().call("POST", "/api/auth/sign-in/email", { body: wrong })).toMatchObject({ status: 401 });
    const answer = await download({ format: "jsonl", actorType: "system", outcome: "refused" });
    const events = answer.body.trimEnd().split("\n");
    expect(events.map((line): unknown => JSON.parse(line))).toMatchObject([
      { action: "user.sign_in_refused", outcome: "refused", actor: { type: "system" } },
    ]);
    expect((await download({ format: "jsonl", actorType: "identity", outcome: "refused" })).body).toBe("");
  });

  test("is a table without formulas for a spreadsheet", async () => {
    const program = "=1+1";
    await api().call("POST", "/api/v1/identities", {
      token: api().adminToken,
      body: { name: "x" },
      headers: { "user-agent": program },
    });
    const answer = await download({ format: "csv", action: "identity.create" });
    const [header, ...rows] = answer.body.trimEnd().split("\n");
    expect(header).toMatch(/^id,occurredAt,action,outcome,actorType,/);
    expect(rows).toHaveLength(4);
    expect(answer.body).toContain("'=1+1");
    expect(answer.body).not.toContain(",=1+1");
  });

  test("is for whoever is signed in and may read the log, from the dashboard", async () => {
    expect((await download({ format: "csv" }, { cookie: "" })).statusCode).toBe(401);
    expect((await download({ format: "csv" }, { "sec-fetch-site": "cross-site" })).statusCode).toBe(403);
    expect(
      (await download({ format: "csv" }, { cookie: "", authorization: `Bearer ${api().adminToken}` })).statusCode,
    ).toBe(401);
  });

  test.each([
    [{ format: "xml" }, "format"],
    [{}, "format"],
    [{ format: "csv", from: "yesterday" }, "from"],
    [{ format: "csv", action: "nope" }, "action"],
    [{ format: "csv", actorType: "pod" }, "actorType"],
    [{ format: "csv", outcome: "maybe" }, "outcome"],
  ])("refuses %j and names the field", async (query, field) => {
    expect((await download(query)).json()).toMatchObject({ statusCode: 400, details: [{ path: field }] });
  });
});
