import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeEach, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

describe("Token Auth over REST", () => {
  const clock = new TestClock();
  const api = testApi(async () => ({ clock, database: await openDatabase({ kind: "memory" }) }));
  let url: string;
  let identityId: string;
  beforeEach(async () => {
    identityId = await api().createIdentity();
    url = `/api/v1/auth/token-auth/identities/${identityId}`;
  });
  const attach = (body = {}) => api().admin("POST", url, { body });
  const create = (name = "CI") => api().admin("POST", `${url}/tokens`, { body: { name } });
  const use = async (token: string) => (await api().call("GET", "/api/v1/identities/details", { token })).status;

  test("is attached, read, changed and removed in Infisical's words", async () => {
    const { identityTokenAuth } = await attach({ accessTokenTTL: 60, accessTokenMaxTTL: 0 });
    expect(identityTokenAuth).toMatchObject({
      identityId,
      accessTokenTTL: 60,
      accessTokenMaxTTL: 315_360_000,
      accessTokenNumUsesLimit: 0,
      accessTokenTrustedIps: [
        { type: "ipv4", ipAddress: "0.0.0.0", prefix: 0 },
        { type: "ipv6", ipAddress: "::", prefix: 0 },
      ],
    });
    const changed = await api().admin("PATCH", url, { body: { accessTokenNumUsesLimit: 3 } });
    expect((await api().admin("GET", url)).identityTokenAuth).toEqual(changed.identityTokenAuth);
    await api().admin("DELETE", url);
    expect(await api().call("GET", url, { token: api().adminToken })).toMatchObject({
      status: 404,
      body: { message: "This identity has no Token Auth" },
    });
  });

  test("gives a token once, lists it without, renames it and revokes it", async () => {
    await attach({ accessTokenTTL: 60, accessTokenMaxTTL: 600 });
    const made = await create();
    expect(made).toMatchObject({ tokenType: "Bearer", expiresIn: 60, accessTokenMaxTTL: 600 });
    expect(await use(made.accessToken)).toBe(200);
    const { id } = made.tokenData;
    const tokenUrl = `/api/v1/auth/token-auth/tokens/${id}`;
    const { tokens } = await api().admin("GET", `${url}/tokens`);
    expect(tokens).toMatchObject([
      { id, identityId, name: "CI", accessTokenTTL: 60, accessTokenMaxTTL: 600, isAccessTokenRevoked: false },
    ]);
    expect(JSON.stringify(tokens)).not.toContain(made.accessToken.split(".")[2]);
    expect((await api().admin("PATCH", tokenUrl, { body: { name: "CD" } })).token.name).toBe("CD");
    expect(await api().admin("POST", `${tokenUrl}/revoke`)).toEqual({ message: "Successfully revoked access token" });
    expect(await use(made.accessToken)).toBe(401);
    expect((await api().admin("GET", tokenUrl)).token).toMatchObject({ name: "CD", isAccessTokenRevoked: true });
  });

  test("lists the tokens past Infisical's hundredth", async () => {
    await attach();
    for (let made = 0; made < 3; made++) await create(`number ${made}`);
    const page = await api().admin("GET", `${url}/tokens`, { query: { offset: "1", limit: "1" } });
    expect(page.tokens).toHaveLength(1);
  });

  test.each([
    ["POST", { accessTokenTTL: -1 }, "accessTokenTTL"],
    ["POST", { accessTokenTTL: 2, accessTokenMaxTTL: 1 }, "accessTokenTTL"],
    ["POST", { accessTokenTrustedIps: [{ ipAddress: "nowhere" }] }, "accessTokenTrustedIps.0"],
  ])("answers %s %j with 400, naming the field", async (method, body, path) => {
    expect(await api().call(method, url, { token: api().adminToken, body })).toMatchObject({
      status: 400,
      body: { details: [{ path }] },
    });
  });

  test("names the token's id as the caller wrote it", async () => {
    const answer = await api().call("GET", "/api/v1/auth/token-auth/tokens/junk", { token: api().adminToken });
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: "tokenId" }] } });
  });
});
