import { connect } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KubernetesClient } from "../kubernetes-client.ts";
import { TestClock } from "../test-clock.ts";
import { API_SERVER_AUDIENCE } from "./fake-cluster.ts";
import { FakeKubernetesApi } from "./fake-kubernetes-api.ts";

const REVIEWER = { namespace: "infra", name: "reviewer" };
const APP = { namespace: "shop", name: "app" };

let api: FakeKubernetesApi;
let client: KubernetesClient;

beforeAll(async () => {
  api = await FakeKubernetesApi.start();
  api.createServiceAccount(REVIEWER);
  api.createServiceAccount(APP);
  api.grantAuthDelegator(REVIEWER);
  const bearer = api.issueToken({ ...REVIEWER, expiresInSeconds: 86_400 });
  client = new KubernetesClient({ url: api.url, caCertificate: api.caCertificate, bearer });
});

afterAll(async () => {
  await client.close();
  await api.close();
});

describe("a review of a good token", () => {
  it("names the service account, its uid, groups, and the pod and node it is bound to", async () => {
    const account = api.createServiceAccount({ namespace: "shop", name: "bound" });
    const token = api.issueToken({ ...account, podName: "web-0", nodeName: "node-a" });
    const answer = await client.review(token);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      kind: "TokenReview",
      apiVersion: "authentication.k8s.io/v1",
      spec: { token },
      status: {
        authenticated: true,
        user: {
          username: "system:serviceaccount:shop:bound",
          uid: account.uid,
          groups: ["system:serviceaccounts", "system:serviceaccounts:shop", "system:authenticated"],
          extra: {
            "authentication.kubernetes.io/pod-name": ["web-0"],
            "authentication.kubernetes.io/pod-uid": [expect.any(String)],
            "authentication.kubernetes.io/node-name": ["node-a"],
          },
        },
        audiences: [API_SERVER_AUDIENCE],
      },
    });
  });

  it.each([
    { has: [API_SERVER_AUDIENCE], asks: undefined, gets: [API_SERVER_AUDIENCE] },
    { has: [API_SERVER_AUDIENCE], asks: [], gets: [API_SERVER_AUDIENCE] },
    { has: ["vault"], asks: ["vault"], gets: ["vault"] },
    {
      has: ["vault", API_SERVER_AUDIENCE],
      asks: ["other", API_SERVER_AUDIENCE, "vault"],
      gets: [API_SERVER_AUDIENCE, "vault"],
    },
    { has: ["vault"], asks: undefined, gets: undefined },
    { has: ["vault"], asks: ["Vault"], gets: undefined },
    { has: [API_SERVER_AUDIENCE], asks: ["vault"], gets: undefined },
  ])("a token for $has asked for $asks comes back with $gets", async ({ has, asks, gets }) => {
    const { body } = await client.review(api.issueToken({ ...APP, audiences: has }), { audiences: asks });
    const status = body.status as Record<string, unknown>;
    expect(status.authenticated).toBe(gets ? true : undefined);
    expect(status.audiences).toEqual(gets);
    if (!gets)
      expect(status.error).toMatch(/^\[invalid bearer token, token audiences \[".+"\] is invalid for the target/);
  });
});

describe("a review of a bad token", () => {
  const tamper = (token: string) =>
    token.replace(/\.([^.]+)$/, (_, signature: string) => `.${[...signature].reverse().join("")}`);
  const unsigned = (token: string) => {
    const header = Buffer.from('{"alg":"none"}').toString("base64url");
    return `${header}.${token.split(".")[1]}.`;
  };
  it.each([
    ["junk", () => "junk", "invalid bearer token"],
    ["three junk segments", () => "a.b.c", "invalid bearer token"],
    ["a broken signature", () => tamper(api.issueToken(APP)), "cryptographic primitive"],
    ["alg none", () => unsigned(api.issueToken(APP)), "cryptographic primitive"],
    ["an expired token", () => api.issueToken({ ...APP, expiresInSeconds: -61 }), "service account token has expired"],
  ])("refuses %s with an error and no user", async (_, token, error) => {
    const { status, body } = await client.review(token());
    expect(status).toBe(201);
    expect(body.status).toEqual({ user: {}, error: expect.stringContaining(error) });
  });

  it("refuses the token of a deleted account, and of one made again under the same name", async () => {
    const account = { namespace: "shop", name: "short-lived" };
    api.createServiceAccount(account);
    const token = api.issueToken(account);
    expect((await client.review(token)).body.status).toMatchObject({ authenticated: true });
    api.deleteServiceAccount(account);
    expect((await client.review(token)).body.status).toEqual({
      user: {},
      error: '[invalid bearer token, serviceaccounts "short-lived" not found]',
    });
    api.createServiceAccount(account);
    expect((await client.review(token)).body.status).toMatchObject({
      error: expect.stringContaining("does not match claim"),
    });
  });

  it("follows the clock it was given", async () => {
    const clock = new TestClock();
    await using other = await FakeKubernetesApi.start({ clock, keys: "ES256" });
    other.createServiceAccount(REVIEWER);
    other.createServiceAccount(APP);
    other.grantAuthDelegator(REVIEWER);
    const bearer = other.issueToken({ ...REVIEWER, expiresInSeconds: 86_400 });
    await using otherClient = new KubernetesClient({ url: other.url, caCertificate: other.caCertificate, bearer });
    const token = other.issueToken({ ...APP, expiresInSeconds: 600 });
    expect((await otherClient.review(token)).body.status).toMatchObject({ authenticated: true });
    clock.advanceSeconds(661);
    expect((await otherClient.review(token)).body.status).toMatchObject({
      error: expect.stringContaining("has expired"),
    });
  });
});

describe("the caller of a review", () => {
  it.each([
    ["junk", () => "junk"],
    ["an expired token", () => api.issueToken({ ...REVIEWER, expiresInSeconds: -61 })],
    ["a token for another audience", () => api.issueToken({ ...REVIEWER, audiences: ["vault"] })],
  ])("with %s is unauthorized", async (_, bearer) => {
    const { status, body } = await client.review(api.issueToken(APP), { bearer: bearer() });
    expect(status).toBe(401);
    expect(body).toMatchObject({
      kind: "Status",
      status: "Failure",
      message: "Unauthorized",
      reason: "Unauthorized",
      code: 401,
    });
  });

  it.each([
    ["a service account without system:auth-delegator", () => api.issueToken(APP), "system:serviceaccount:shop:app"],
    ["nobody at all", () => "", "system:anonymous"],
  ])("being %s is forbidden to review", async (_, bearer, username) => {
    const { status, body } = await client.review(api.issueToken(APP), { bearer: bearer() });
    expect(status).toBe(403);
    expect(body).toMatchObject({
      kind: "Status",
      reason: "Forbidden",
      message: `tokenreviews.authentication.k8s.io is forbidden: User "${username}" cannot create resource "tokenreviews" in API group "authentication.k8s.io" at the cluster scope`,
      details: { group: "authentication.k8s.io", kind: "tokenreviews" },
    });
  });

  it("loses the right when the binding goes", async () => {
    const account = api.createServiceAccount({ namespace: "infra", name: "demoted" });
    api.grantAuthDelegator(account);
    const bearer = api.issueToken(account);
    expect((await client.review("junk", { bearer })).status).toBe(201);
    api.revokeAuthDelegator(account);
    expect((await client.review("junk", { bearer })).status).toBe(403);
  });

  it("is told when the body is no TokenReview", async () => {
    const path = "/apis/authentication.k8s.io/v1/tokenreviews";
    const send = (body: object) => client.send({ method: "POST", path, body });
    expect(await send({ kind: "Pod", apiVersion: "v1" })).toMatchObject({
      status: 400,
      body: { reason: "BadRequest" },
    });
    expect(await send({ spec: { token: 5 } })).toMatchObject({ status: 400, body: { reason: "BadRequest" } });
    expect((await send({})).body.message).toBe("token is required for TokenReview in authentication");
  });
});

describe("the server", () => {
  it("answers /version and /readyz without a credential, and nothing else", async () => {
    expect(await client.send({ path: "/version", bearer: "" })).toMatchObject({ status: 200, body: { major: "1" } });
    expect(await client.send({ path: "/readyz", bearer: "" })).toMatchObject({ status: 200, text: "ok" });
    expect((await client.send({ path: "/version", bearer: "junk" })).status).toBe(401);
    expect((await client.send({ path: "/api/v1/secrets" })).body.message).toContain(
      'cannot get path "/api/v1/secrets"',
    );
  });

  it("records what it was asked and reuses a kept-alive connection", async () => {
    await client.send({ path: "/readyz" });
    const connections = api.connectionCount;
    const before = api.requestCount;
    await client.review("junk", { audiences: ["vault"] });
    expect(api.connectionCount).toBe(connections);
    expect(api.requestCount).toBe(before + 1);
    const last = api.requests.at(-1);
    expect(last).toMatchObject({ method: "POST", path: "/apis/authentication.k8s.io/v1/tokenreviews" });
    expect(last?.headers.authorization).toMatch(/^Bearer ey/);
    expect(JSON.parse(last?.body ?? "")).toMatchObject({ spec: { token: "junk", audiences: ["vault"] } });
  });

  it("shares neither CA nor token keys with another instance", async () => {
    await using other = await FakeKubernetesApi.start();
    other.createServiceAccount(REVIEWER);
    other.grantAuthDelegator(REVIEWER);
    expect(other.caCertificate).not.toBe(api.caCertificate);
    await using distrusting = new KubernetesClient({ url: other.url, caCertificate: api.caCertificate });
    await expect(distrusting.send({ path: "/readyz" })).rejects.toThrow(/certificate/);
    await using trusting = new KubernetesClient({ url: other.url, caCertificate: other.caCertificate });
    expect((await trusting.review("junk", { bearer: api.issueToken(REVIEWER) })).status).toBe(401);
    expect((await trusting.review("junk", { bearer: other.issueToken(REVIEWER) })).status).toBe(201);
  });

  it("presents a certificate for the hosts it was told, and fails verification for any other", async () => {
    await using other = await FakeKubernetesApi.start({ certificateHosts: ["kubernetes.example", "10.9.8.7"] });
    await using wrongHost = new KubernetesClient({ url: other.url, caCertificate: other.caCertificate });
    await expect(wrongHost.send({ path: "/readyz" })).rejects.toThrow(/does not match certificate's altnames/);
    const port = Number(new URL(other.url).port);
    const socket = connect({ port, host: "127.0.0.1", servername: "kubernetes.example", ca: other.caCertificate });
    await new Promise((resolve, reject) => socket.once("secureConnect", resolve).once("error", reject));
    expect(socket.getPeerCertificate().subjectaltname).toBe("DNS:kubernetes.example, IP Address:10.9.8.7");
    socket.destroy();
  });

  it("issues tokens only for accounts that exist, and refuses to make one twice", () => {
    const nobody = { namespace: "shop", name: "nobody" };
    expect(() => api.issueToken(nobody)).toThrow("There is no service account shop/nobody");
    expect(() => api.deleteServiceAccount(nobody)).toThrow("There is no service account shop/nobody");
    expect(() => api.createServiceAccount(APP)).toThrow("already exists");
  });
});
