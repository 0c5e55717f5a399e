import { type Database, openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Api } from "../testing/api.ts";

const OLD = "the old secret of more than 32 characters";
const NEW = "the new secret of more than 32 characters";

describe("when the signing key changes", () => {
  const clock = new TestClock(new Date());
  let database: Database;
  const opened: Api[] = [];
  beforeAll(async () => {
    database = await openDatabase({ kind: "memory" });
  });
  afterAll(async () => {
    for (const api of opened) await api.app.close();
    await database.close();
  });

  async function open(env: Record<string, string>): Promise<Api> {
    const api = await Api.open({ clock, database, env });
    opened.push(api);
    return api;
  }
  const tokenStatus = async (api: Api, token: string) =>
    (await api.call("GET", "/api/v1/identities/details", { token })).status;
  const sessionStatus = async (api: Api, cookie: string) =>
    (await api.call("GET", "/api/trpc/session.current", { headers: { cookie } })).status;
  const signIn = async (api: Api) => {
    const body = { email: "admin@example.com", password: "correct horse battery" };
    const { headers } = await api.call("POST", "/api/auth/sign-in/email", { body });
    return String(headers["set-cookie"]).split(";")[0] ?? "";
  };
  const renew = async (api: Api, accessToken: string) =>
    (await api.call("POST", "/api/v1/auth/token/renew", { body: { accessToken } })).body.accessToken;
  const kidOf = (token: string) => JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()).kid;

  test("tokens and sessions of an accepted key work beside new ones, and those of a retired key are refused", async () => {
    const before = await open({ AUTH_SECRET: OLD });
    await before.setUp();
    const [oldToken, oldCookie] = [before.adminToken, await signIn(before)];

    const overlap = await open({ AUTH_SECRET: NEW, AUTH_SECRETS_ACCEPTED: OLD });
    expect([await tokenStatus(overlap, oldToken), await sessionStatus(overlap, oldCookie)]).toEqual([200, 200]);
    const newToken = await renew(overlap, oldToken);
    const newCookie = await signIn(overlap);
    expect(kidOf(newToken)).not.toBe(kidOf(oldToken));

    const after = await open({ AUTH_SECRET: NEW });
    expect([await tokenStatus(after, newToken), await sessionStatus(after, newCookie)]).toEqual([200, 200]);
    expect([await tokenStatus(after, oldToken), await sessionStatus(after, oldCookie)]).toEqual([401, 401]);
    expect(await tokenStatus(before, newToken)).toBe(401);
  });

  test("the key derived from the root key can be accepted too", async () => {
    const derived = await open({});
    const cookie = await signIn(derived);
    const overlap = await open({ AUTH_SECRET: NEW, AUTH_SECRETS_ACCEPTED: `${OLD}, root-key` });
    expect(await sessionStatus(overlap, cookie)).toBe(200);
    expect(await sessionStatus(await open({ AUTH_SECRET: NEW, AUTH_SECRETS_ACCEPTED: OLD }), cookie)).toBe(401);
  });

  test.each(["", "x", ".", "a.b", "%", "%E0%A4%A", `token.${"A".repeat(43)}=`])(
    "a session cookie %j that no key signed is refused",
    async (value) => {
      const overlap = await open({ AUTH_SECRET: NEW, AUTH_SECRETS_ACCEPTED: OLD });
      expect(await sessionStatus(overlap, `podpass.session_token=${value}`)).toBe(401);
    },
  );
});
