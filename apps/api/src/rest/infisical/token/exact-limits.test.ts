import { openDatabase } from "@podpass/prisma";
import { postgresBinaries, TestClock } from "@podpass/testing";
import { sharedPostgresServer } from "@podpass/testing/vitest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Api } from "../../../testing/api.ts";

const isMissing = postgresBinaries() === undefined;

describe.skipIf(isMissing)(`limits over PostgreSQL${isMissing ? " (PostgreSQL is not installed)" : ""}`, () => {
  const clock = new TestClock();
  let url: string;
  let drop: () => Promise<void>;
  let one: Api;
  let other: Api;
  const open = async () => Api.open({ clock, database: await openDatabase({ kind: "postgres", url }) });
  beforeAll(async () => {
    ({ url, drop } = await (await sharedPostgresServer()).createMigratedDatabase());
    one = await open();
    other = await open();
    await one.setUp();
  });
  afterAll(async () => {
    await one?.[Symbol.asyncDispose]();
    await other?.[Symbol.asyncDispose]();
    await drop?.();
  });

  const use = async (api: Api, token: string) =>
    (await api.call("GET", "/api/v1/identities/details", { token })).status;

  test("a token of five uses serves five of fifty requests at once on one replica, and none after a restart", async () => {
    const url = `/api/v1/auth/token-auth/identities/${await one.createIdentity()}`;
    await one.admin("POST", url, { body: { accessTokenNumUsesLimit: 5 } });
    const { accessToken } = await one.admin("POST", `${url}/tokens`, { body: {} });
    const statuses = await Promise.all(Array.from({ length: 50 }, () => use(one, accessToken)));
    expect(statuses.filter((status) => status === 200)).toHaveLength(5);
    const half = (await one.admin("POST", `${url}/tokens`, { body: {} })).accessToken;
    for (let uses = 0; uses < 3; uses++) expect(await use(one, half)).toBe(200);
    await using restarted = await open();
    expect(await use(restarted, accessToken)).toBe(401);
    const left = await Promise.all(Array.from({ length: 50 }, () => use(restarted, half)));
    expect(left.filter((status) => status === 200)).toHaveLength(2);
  });

  test("wrong client secrets are counted once for both replicas, and the lock holds on each", async () => {
    const url = `/api/v1/auth/universal-auth/identities/${await one.createIdentity()}`;
    const { identityUniversalAuth } = await one.admin("POST", url, { body: { lockoutThreshold: 4 } });
    const { clientSecret } = await one.admin("POST", `${url}/client-secrets`, { body: {} });
    const { clientId } = identityUniversalAuth;
    const logIn = async (api: Api, secret: string) =>
      (await api.call("POST", "/api/v1/auth/universal-auth/login", { body: { clientId, clientSecret: secret } }))
        .status;
    for (let wrong = 0; wrong < 3; wrong++) await logIn(wrong % 2 === 0 ? one : other, "wrong");
    const guesses = Array.from({ length: 20 }, (_, index) => logIn(index % 2 === 0 ? one : other, "wrong"));
    expect(new Set(await Promise.all(guesses))).toEqual(new Set([401]));
    expect([await logIn(one, clientSecret), await logIn(other, clientSecret)]).toEqual([401, 401]);
    const refusals = await one.auditEvents({ action: "identity.login_refused" });
    expect(refusals.filter(({ detail }) => JSON.stringify(detail).includes('wrong client secret"'))).toHaveLength(4);
    clock.advanceSeconds(300);
    expect([await logIn(one, clientSecret), await logIn(other, clientSecret)]).toEqual([200, 200]);
  });
});
