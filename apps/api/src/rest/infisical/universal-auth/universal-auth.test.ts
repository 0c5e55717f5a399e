import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeEach, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

const LOGIN = "/api/v1/auth/universal-auth/login";

describe("Universal Auth", () => {
  const clock = new TestClock();
  const api = testApi(async () => ({ clock, database: await openDatabase({ kind: "memory" }) }));
  let url: string;

  beforeEach(async () => {
    url = `/api/v1/auth/universal-auth/identities/${await api().createIdentity()}`;
  });

  const asAdmin = (method: string, path: string, body: unknown) =>
    api().call(method, path, { token: api().adminToken, body });
  const logIn = (body: unknown, headers?: Record<string, string>) =>
    api().call("POST", LOGIN, { body, ...(headers ? { headers } : {}) });
  async function attach(body = {}) {
    const { identityUniversalAuth } = await api().admin("POST", url, { body });
    const made = await api().admin("POST", `${url}/client-secrets`, { body: {} });
    return { clientId: identityUniversalAuth.clientId, clientSecret: made.clientSecret, made };
  }

  test("is attached with defaults, read, changed in part and detached with its tokens", async () => {
    const anywhere = [
      { type: "ipv4", ipAddress: "0.0.0.0", prefix: 0 },
      { type: "ipv6", ipAddress: "::", prefix: 0 },
    ];
    const { identityUniversalAuth } = await api().admin("POST", url, { body: {} });
    expect(identityUniversalAuth).toMatchObject({
      clientId: expect.any(String),
      accessTokenTTL: 2_592_000,
      accessTokenMaxTTL: 2_592_000,
      accessTokenNumUsesLimit: 0,
      accessTokenTrustedIps: anywhere,
      clientSecretTrustedIps: anywhere,
    });
    expect(await api().admin("GET", url)).toEqual({ identityUniversalAuth });
    const change = { clientSecretTrustedIps: [{ ipAddress: "127.0.0.0/8" }], accessTokenTTL: 60 };
    const changed = await api().admin("PATCH", url, { body: change });
    expect(changed.identityUniversalAuth).toMatchObject({
      accessTokenTTL: 60,
      accessTokenMaxTTL: 2_592_000,
      clientSecretTrustedIps: [{ type: "ipv4", ipAddress: "127.0.0.0", prefix: 8 }],
    });
    const { clientSecret } = await api().admin("POST", `${url}/client-secrets`, { body: {} });
    const { accessToken } = (await logIn({ clientId: identityUniversalAuth.clientId, clientSecret })).body;
    await api().admin("DELETE", url);
    expect((await api().call("GET", "/api/v1/identities/details", { token: accessToken })).status).toBe(401);
    expect((await asAdmin("GET", url, undefined)).status).toBe(404);
  });

  test("locks a client id after wrong secrets, tells nobody so, and opens it when an admin says so", async () => {
    const { clientId, clientSecret } = await attach({ lockoutThreshold: 2, lockoutDurationSeconds: 60 });
    expect((await api().admin("GET", url)).identityUniversalAuth).toMatchObject({
      lockoutEnabled: true,
      lockoutThreshold: 2,
      lockoutDurationSeconds: 60,
      lockoutCounterResetSeconds: 30,
    });
    const wrong = [1, 2, 3].map(() => logIn({ clientId, clientSecret: "wrong" }));
    const answers = [...(await Promise.all(wrong)), await logIn({ clientId, clientSecret })];
    const answer = { status: 401, body: { message: "Invalid credentials", error: "UnauthorizedError" } };
    for (const each of answers) expect(each).toMatchObject(answer);
    expect(new Set(answers.map(({ body }) => Object.keys(body).join())).size).toBe(1);
    expect(await api().admin("POST", `${url}/clear-lockouts`)).toEqual({ deleted: 1 });
    expect((await logIn({ clientId, clientSecret })).status).toBe(200);
  });

  test.each([
    [{ lockoutThreshold: 0 }, "lockoutThreshold"],
    [{ lockoutThreshold: 31 }, "lockoutThreshold"],
    [{ lockoutDurationSeconds: 29 }, "lockoutDurationSeconds"],
    [{ lockoutDurationSeconds: 86_401 }, "lockoutDurationSeconds"],
    [{ lockoutCounterResetSeconds: 4 }, "lockoutCounterResetSeconds"],
    [{ lockoutCounterResetSeconds: 3601 }, "lockoutCounterResetSeconds"],
    [{ lockoutEnabled: "perhaps" }, "lockoutEnabled"],
  ])("refuses the lockout %j, naming the field", async (body, path) => {
    expect(await asAdmin("POST", url, body)).toMatchObject({ status: 400, body: { details: [{ path }] } });
  });

  test("logs in with JSON or a form, at the address with or without a slash at its end", async () => {
    const { clientId, clientSecret } = await attach({ accessTokenTTL: 60, accessTokenMaxTTL: 600 });
    const issued = { expiresIn: 60, accessTokenMaxTTL: 600, tokenType: "Bearer" };
    expect(await logIn({ clientId, clientSecret: `${clientSecret}\n` })).toMatchObject({ status: 200, body: issued });
    const form = new URLSearchParams({ clientId, clientSecret }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    expect(await logIn(form, headers)).toMatchObject({ status: 200 });
    expect(await api().call("POST", `${LOGIN}/`, { body: { clientId, clientSecret } })).toMatchObject({ status: 200 });
  });

  test("gives one answer, whatever is wrong with the credentials", async () => {
    const good = await attach();
    const used = await api().admin("POST", `${url}/client-secrets`, { body: { numUsesLimit: 1 } });
    await logIn({ clientId: good.clientId, clientSecret: used.clientSecret });
    const expired = await api().admin("POST", `${url}/client-secrets`, { body: { ttl: 10 } });
    clock.advanceSeconds(11);
    const revoked = await api().admin("POST", `${url}/client-secrets`, { body: {} });
    await api().admin("POST", `${url}/client-secrets/${revoked.clientSecretData.id}/revoke`);
    const attempts = [
      { clientId: "7c2e5dd0-2f0c-4a4c-8a53-6a5d8a3a8f10", clientSecret: good.clientSecret },
      { clientId: "nobody", clientSecret: good.clientSecret },
      { clientId: good.clientId, clientSecret: "wrong" },
      { clientId: good.clientId, clientSecret: "" },
      { clientId: good.clientId, clientSecret: used.clientSecret },
      { clientId: good.clientId, clientSecret: expired.clientSecret },
      { clientId: good.clientId, clientSecret: revoked.clientSecret },
    ];
    for (const attempt of attempts) {
      const { status, body } = await logIn(attempt);
      expect({ ...body, reqId: "", status }).toEqual({
        status: 401,
        reqId: "",
        statusCode: 401,
        message: "Invalid credentials",
        error: "UnauthorizedError",
      });
    }
  });

  test("is 403 from an address that is not trusted", async () => {
    const credentials = await attach({ clientSecretTrustedIps: [{ ipAddress: "192.0.2.1" }] });
    expect(await logIn(credentials)).toMatchObject({ status: 403, body: { error: "ForbiddenError" } });
  });

  test("shows a client secret once, and lists it without", async () => {
    const { clientSecret, made } = await attach();
    const { clientSecretData } = made;
    expect(clientSecretData).toMatchObject({
      clientSecretPrefix: clientSecret.slice(0, 8),
      clientSecretNumUses: 0,
      clientSecretNumUsesLimit: 0,
      clientSecretTTL: 0,
      isClientSecretRevoked: false,
    });
    const list = await api().admin("GET", `${url}/client-secrets`);
    expect(list).toEqual({ clientSecretData: [clientSecretData] });
    const one = await api().admin("GET", `${url}/client-secrets/${clientSecretData.id}`);
    expect(one).toEqual({ clientSecretData });
    expect(JSON.stringify([list, one, await api().auditEvents()])).not.toContain(clientSecret);
  });

  test("ends a client secret with the tokens it issued", async () => {
    const { clientId, clientSecret, made } = await attach();
    const token = (await logIn({ clientId, clientSecret })).body.accessToken;
    const revocation = `${url}/client-secrets/${made.clientSecretData.id}/revoke`;
    expect(await api().admin("POST", revocation)).toMatchObject({ clientSecretData: { isClientSecretRevoked: true } });
    expect((await api().call("GET", "/api/v1/identities/details", { token })).status).toBe(401);
  });

  test.each([
    ["", { accessTokenTTL: 10, accessTokenMaxTTL: 5 }, "accessTokenTTL"],
    ["", { accessTokenMaxTTL: 315_360_001 }, "accessTokenMaxTTL"],
    ["", { clientSecretTrustedIps: [] }, "clientSecretTrustedIps"],
    ["", { clientSecretTrustedIps: [{ ipAddress: "1.2.3" }] }, "clientSecretTrustedIps.0"],
    ["/client-secrets", { ttl: -1 }, "ttl"],
    ["/client-secrets", { numUsesLimit: 0.5 }, "numUsesLimit"],
    ["/client-secrets", { description: "d".repeat(256) }, "description"],
  ])("refuses at %j what breaks a rule, naming the field: %j", async (path, body, field) => {
    if (path) await attach();
    const answer = await asAdmin("POST", `${url}${path}`, body);
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: field }] } });
  });

  test.each([
    [{ clientSecret: "x" }, "clientId"],
    [{ clientId: "x", clientSecret: 1 }, "clientSecret"],
  ])("refuses a login that is none: %j", async (body, field) => {
    expect(await logIn(body)).toMatchObject({ status: 400, body: { details: [{ path: field }] } });
  });
});
