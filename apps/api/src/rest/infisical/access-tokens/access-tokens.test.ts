import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeEach, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

const URL = "/api/v1/access-tokens";

describe("access tokens over REST", () => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));
  let identityId: string;
  let token: string;
  beforeEach(async () => {
    identityId = await api().createIdentity();
    token = await api().logIn(identityId);
  });
  const list = (query: Record<string, string>) => api().admin("GET", URL, { query });
  const use = async () => (await api().call("GET", "/api/v1/identities/details", { token })).status;

  test("are listed by filter, page by page", async () => {
    const { accessTokens, nextCursor } = await list({ identityId, authMethod: "universal-auth", state: "live" });
    expect(accessTokens).toMatchObject([{ identity: { id: identityId }, state: "live", serviceAccount: null }]);
    expect(nextCursor).toBeNull();
    const first = await list({ limit: "1" });
    const second = await list({ limit: "1", cursor: first.nextCursor });
    expect(second.accessTokens[0].id).not.toBe(first.accessTokens[0].id);
  });

  test.each([
    ["one by its id", (id: string) => [`${URL}/${id}/revoke`, {}] as const],
    ["several by their ids", (id: string) => [`${URL}/revoke`, { accessTokenIds: [id] }] as const],
    ["all of an identity", () => [`${URL}/revoke`, { identityId }] as const],
    ["all of a login method", () => [`${URL}/revoke`, { identityId, authMethod: "universal-auth" }] as const],
  ])("are revoked: %s; the next request is 401", async (_what, call) => {
    const { accessTokens } = await list({ identityId });
    const [url, body] = call(accessTokens[0].id);
    expect(await use()).toBe(200);
    expect(await api().admin("POST", url, { body })).toEqual({ revokedCount: 1 });
    expect(await use()).toBe(401);
    expect((await api().admin("GET", `${URL}/${accessTokens[0].id}`)).accessToken).toMatchObject({ state: "revoked" });
  });

  test.each([
    ["POST", `${URL}/revoke`, {}, "accessTokenIds"],
    ["POST", `${URL}/revoke`, { accessTokenIds: [] }, "accessTokenIds"],
    ["POST", `${URL}/revoke`, { authMethod: "universal-auth" }, "accessTokenIds"],
    ["POST", `${URL}/junk/revoke`, {}, "accessTokenId.0"],
    ["GET", `${URL}/junk`, undefined, "accessTokenId"],
    ["GET", `${URL}?state=dead`, undefined, "state"],
    ["GET", `${URL}?serviceAccountName=web`, undefined, "serviceAccount.namespace"],
    ["GET", `${URL}?cursor=junk`, undefined, "cursor"],
  ])("answer %s %s %j with 400, naming the field", async (method, url, body, path) => {
    const call = { token: api().adminToken, ...(body === undefined ? {} : { body }) };
    expect(await api().call(method, url, call)).toMatchObject({ status: 400, body: { details: [{ path }] } });
    expect(await use()).toBe(200);
  });
});
