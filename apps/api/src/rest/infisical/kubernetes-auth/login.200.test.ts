import { openDatabase } from "@podpass/prisma";
import { FakeKubernetesApi, TestClock } from "@podpass/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Api } from "../../../testing/api.ts";
import { IssuedAccessTokenAnswer } from "../../wire/access-token.ts";

const LOGIN = "/api/v1/auth/kubernetes-auth/login";

describe("a pod that may log in", () => {
  const clock = new TestClock();
  let api: Api;
  let cluster: FakeKubernetesApi;
  let identityId: string;
  let jwt: string;

  beforeAll(async () => {
    cluster = await FakeKubernetesApi.start({ clock });
    api = await Api.openSetUp({ database: await openDatabase({ kind: "memory" }), clock });
    cluster.createServiceAccount({ namespace: "shop", name: "checkout" });
    cluster.grantAuthDelegator({ namespace: "shop", name: "checkout" });
    jwt = cluster.issueToken({ namespace: "shop", name: "checkout" });
    identityId = await api.createIdentity();
    await api.admin("POST", `/api/v1/auth/kubernetes-auth/identities/${identityId}`, {
      body: {
        kubernetesHost: cluster.url,
        caCert: cluster.caCertificate,
        allowedNamespaces: "shop",
        accessTokenTTL: 600,
        accessTokenMaxTTL: 3600,
      },
    });
  });
  afterAll(async () => {
    await api[Symbol.asyncDispose]();
    await cluster.close();
  });

  const form = (fields: Record<string, string>) => ({
    body: new URLSearchParams(fields).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });

  test("gets a token, how long it lives and how long renewals reach, all typed as clients need them", async () => {
    const answer = await api.call("POST", LOGIN, { body: { identityId, jwt } });
    expect(answer.status).toBe(200);
    expect(answer.headers["content-type"]).toMatch(/^application\/json/);
    expect(answer.headers["cache-control"]).toBe("no-store");
    const issued = IssuedAccessTokenAnswer.strict().parse(answer.body);
    expect(issued).toMatchObject({ expiresIn: 600, accessTokenMaxTTL: 3600, tokenType: "Bearer" });
  });

  test.each([
    ["a form", () => form({ identityId, jwt })],
    ["a line end after the JWT, as files have", () => ({ body: { identityId, jwt: `${jwt}\n` } })],
    ["a line end after the JWT in a form", () => form({ identityId, jwt: `${jwt}\n` })],
    ["an upper-case identity id", () => ({ body: { identityId: identityId.toUpperCase(), jwt } })],
    ["keys no server knows", () => ({ body: { identityId, jwt, organizationSlug: "acme", extra: { deep: 1 } } })],
    ["a stale authorization header", () => ({ body: { identityId, jwt }, token: "stale" })],
  ])("logs in with %s", async (_name, call) => {
    expect(await api.call("POST", LOGIN, call())).toMatchObject({ status: 200 });
  });

  test("logs in at the address with a slash at its end", async () => {
    expect(await api.call("POST", `${LOGIN}/`, { body: { identityId, jwt } })).toMatchObject({ status: 200 });
  });

  test("is written down with its service account and without its JWT", async () => {
    const answer = await api.call("POST", LOGIN, { body: { identityId, jwt } });
    const requestId = String(answer.headers["x-request-id"]);
    const [event, ...others] = await api.auditEvents({ requestId });
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      action: "identity.login",
      actorId: identityId,
      detail: { authMethod: "kubernetes-auth", serviceAccount: { namespace: "shop", name: "checkout" } },
    });
    expect(JSON.stringify(event)).not.toContain(jwt.split(".")[2]);
  });
});
