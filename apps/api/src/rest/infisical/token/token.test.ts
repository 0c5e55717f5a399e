import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeEach, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";
import { IssuedAccessTokenAnswer } from "../../wire/access-token.ts";

describe("an access token", () => {
  const clock = new TestClock();
  const api = testApi(async () => ({ clock, database: await openDatabase({ kind: "memory" }) }));
  let identityId: string;
  let token: string;

  const policy = { accessTokenTTL: 60, accessTokenMaxTTL: 100 };
  const renew = (accessToken: unknown, more = {}) =>
    api().call("POST", "/api/v1/auth/token/renew", { body: { accessToken }, ...more });
  const revoke = (accessToken: unknown, more = {}) =>
    api().call("POST", "/api/v1/auth/token/revoke", { body: { accessToken }, ...more });
  const use = (accessToken: string) => api().call("GET", "/api/v1/identities/details", { token: accessToken });

  async function logInWith(body: Record<string, unknown>): Promise<string> {
    identityId = await api().createIdentity();
    const url = `/api/v1/auth/universal-auth/identities/${identityId}`;
    const { identityUniversalAuth } = await api().admin("POST", url, { body });
    const { clientSecret } = await api().admin("POST", `${url}/client-secrets`, { body: {} });
    const { clientId } = identityUniversalAuth;
    return (await api().admin("POST", "/api/v1/auth/universal-auth/login", { body: { clientId, clientSecret } }))
      .accessToken;
  }

  beforeEach(async () => {
    token = await logInWith(policy);
  });

  test("is a JWT with the claims that clients read", () => {
    const [, payload = ""] = token.split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
    expect(claims).toMatchObject({
      authTokenType: "identityAccessToken",
      identityId,
      identityName: "checkout",
      authMethod: "universal-auth",
      orgId: api().organizationId,
      exp: Math.floor(clock.now().getTime() / 1000) + 60,
    });
  });

  test("is renewed without a header, with its own, and by form; the old one stays valid until its end", async () => {
    clock.advanceSeconds(30);
    const answer = await renew(token);
    expect(answer.status).toBe(200);
    const renewed = IssuedAccessTokenAnswer.strict().parse(answer.body);
    expect(renewed).toMatchObject({ expiresIn: 60, accessTokenMaxTTL: 100 });
    expect((await renew(token, { token })).status).toBe(200);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    expect((await renew(token, { body: `accessToken=${token}`, headers })).status).toBe(200);
    expect((await use(token)).status).toBe(200);
    clock.advanceSeconds(31);
    expect(await use(token)).toMatchObject({
      status: 401,
      body: { error: "TokenError", message: "Your token has expired. Please re-authenticate." },
    });
    expect((await use(renewed.accessToken)).status).toBe(200);
  });

  test("is renewed up to its max TTL and no further", async () => {
    clock.advanceSeconds(55);
    const second = (await renew(token)).body;
    expect(second.expiresIn).toBe(45);
    clock.advanceSeconds(44);
    const third = (await renew(second.accessToken)).body;
    expect(third.expiresIn).toBe(1);
    clock.advanceSeconds(1);
    expect((await renew(third.accessToken)).status).toBe(401);
    expect(await api().auditEvents({ action: "access.refuse" })).toEqual([]);
  });

  test("is revoked by whoever holds it, with every JWT that renewals made of it", async () => {
    const renewed = (await renew(token)).body.accessToken;
    expect(await revoke(renewed, { token: renewed })).toMatchObject({
      status: 200,
      body: { message: "Successfully revoked access token" },
    });
    for (const each of [token, renewed]) {
      expect(await use(each)).toMatchObject({ status: 401, body: { error: "TokenError" } });
      expect((await renew(each)).status).toBe(401);
      // Whoever lost the answer asks again.
      expect((await revoke(each)).status).toBe(200);
    }
  });

  test("leaves an audit event when it is renewed and when it is revoked, and another when that is refused", async () => {
    const actionsOf = async (answer: { headers: Record<string, unknown> }) =>
      (await api().auditEvents({ requestId: String(answer.headers["x-request-id"]) })).map(({ action }) => action);
    expect(await actionsOf(await renew(token))).toEqual(["access_token.renew"]);
    expect(await actionsOf(await revoke(token))).toEqual(["access_token.revoke"]);
    expect(await actionsOf(await renew(token))).toEqual(["access.refuse"]);
    expect(await actionsOf(await revoke(token))).toEqual([]);
    expect(await actionsOf(await use(token))).toEqual(["access.refuse"]);
  });

  test("with two uses serves exactly two requests, however many come at once", async () => {
    const limited = await logInWith({ accessTokenNumUsesLimit: 2 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => use(limited)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 200, 401, 401, 401, 401, 401, 401]);
    expect((await renew(limited)).status).toBe(401);
  });

  test("works only from its trusted addresses: 403 elsewhere, for its renewal and revocation too", async () => {
    const bound = await logInWith({ accessTokenTrustedIps: [{ ipAddress: "192.0.2.1" }] });
    for (const answer of [await use(bound), await renew(bound), await revoke(bound)]) {
      expect(answer).toMatchObject({ status: 403, body: { error: "ForbiddenError" } });
    }
  });

  test.each([
    ["junk", "junk"],
    ["nothing", ""],
    ["an unsigned JWT", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."],
  ])("that is %s is 401 everywhere", async (_name, accessToken) => {
    for (const answer of [await renew(accessToken), await revoke(accessToken)]) {
      expect(answer).toMatchObject({ status: 401, body: { error: "TokenError" } });
    }
  });

  test("that was tampered with is 401", async () => {
    const [header, payload = "", signature] = token.split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, exp: claims.exp + 999 })).toString("base64url");
    expect((await use(`${header}.${forged}.${signature}`)).status).toBe(401);
  });

  test.each([
    ["missing", undefined],
    ["a number", 7],
    ["a list", []],
  ])("that is %s is 400, naming the field", async (_name, accessToken) => {
    for (const answer of [await renew(accessToken), await revoke(accessToken)]) {
      expect(answer).toMatchObject({ status: 400, body: { details: [{ path: "accessToken" }] } });
    }
  });
});
