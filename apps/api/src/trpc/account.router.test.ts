import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { describe, expect, test } from "vitest";
import { testApi } from "../testing/test-api.ts";

const credentials = { email: "admin@example.com", password: "correct horse battery" };

describe("a person's account, over the dashboard's API", () => {
  const api = testApi(async () => ({
    clock: new TestClock(new Date()),
    database: await openDatabase({ kind: "memory" }),
  }));

  async function signIn(password = credentials.password): Promise<string> {
    const { headers } = await api().call("POST", "/api/auth/sign-in/email", { body: { ...credentials, password } });
    return String(headers["set-cookie"]).split(";")[0] ?? "";
  }
  const query = (cookie: string, path: string, input: unknown) =>
    api().call("GET", `/api/trpc/account.${path}`, { headers: { cookie }, query: { input: JSON.stringify(input) } });
  const mutate = (cookie: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
    api().call("POST", `/api/trpc/account.${path}`, { headers: { cookie, ...headers }, body });

  test("shows each session, marks the one that asks, and ends another", async () => {
    const [mine, other] = [await signIn(), await signIn()];
    const { items } = (await query(mine, "listSessions", {})).body.result.data;
    const others = items.filter((item: { isCurrent: boolean }) => !item.isCurrent);
    expect([items.length, others.length]).toEqual([2, 1]);
    expect((await mutate(mine, "revokeSession", { sessionId: others[0].id })).status).toBe(200);
    expect((await query(other, "listSessions", {})).status).toBe(401);
    expect((await query(mine, "listSessions", {})).status).toBe(200);
  });

  test("ends all sessions and takes the cookie out of the browser", async () => {
    const cookie = await signIn();
    const answer = await mutate(cookie, "signOutEverywhere", {});
    expect(answer.status).toBe(200);
    expect(String(answer.headers["set-cookie"])).toMatch(/^podpass\.session_token=;.*Max-Age=0/i);
    expect((await query(cookie, "listSessions", {})).status).toBe(401);
  });

  test("names the field that is wrong with a new password", async () => {
    const cookie = await signIn();
    const change = (newPassword: string) =>
      mutate(cookie, "changePassword", { currentPassword: credentials.password, newPassword });
    for (const [password, rule] of [
      ["short", "Must be at least 12 characters"],
      ["aaaaaaaaaaaaaaaa", "Must have at least 5 different characters"],
    ] as const) {
      expect((await change(password)).body.error.data.issues).toContainEqual({ path: "newPassword", message: rule });
    }
    expect((await change("a new and long password")).status).toBe(200);
    await signIn("a new and long password");
  });

  test.each<Record<string, string>>([
    { origin: "https://evil.example" },
    { "sec-fetch-site": "cross-site" },
    { origin: "null" },
  ])("changes nothing for another site's page: %j", async (headers) => {
    const cookie = await signIn("a new and long password");
    expect((await mutate(cookie, "signOutEverywhere", {}, headers)).status).toBe(403);
    expect((await query(cookie, "listSessions", {})).status).toBe(200);
  });
});
