import { openDatabase } from "@podpass/prisma";
import { FakeKubernetesApi, TestClock } from "@podpass/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

const LOGIN = "/api/v1/auth/kubernetes-auth/login";
const checkout = { namespace: "shop", name: "checkout" };

describe("a login while the cluster does not do its part", () => {
  const clock = new TestClock();
  const api = testApi(async () => ({ clock, database: await openDatabase({ kind: "memory" }) }));
  let cluster: FakeKubernetesApi;

  beforeAll(async () => {
    cluster = await FakeKubernetesApi.start({ clock });
    cluster.createServiceAccount(checkout);
    cluster.grantAuthDelegator(checkout);
  });
  afterAll(() => cluster.close());
  beforeEach(() => cluster.behaveNormally());

  async function identityAt(kubernetesHost: string, more: Record<string, string> = {}): Promise<string> {
    const identityId = await api().createIdentity("no-access", "checkout");
    const body = { kubernetesHost, caCert: cluster.caCertificate, allowedNamespaces: "shop", ...more };
    await api().admin("POST", `/api/v1/auth/kubernetes-auth/identities/${identityId}`, { body });
    return identityId;
  }

  /** Refused as "not now", with nothing issued, and the reason for the admin alone. */
  async function expectUnavailable(identityId: string, reason: RegExp) {
    const jwt = cluster.issueToken(checkout);
    const answer = await api().call("POST", LOGIN, { body: { identityId, jwt } });
    expect(answer.status).toBe(503);
    expect(answer.body).toEqual({
      reqId: answer.headers["x-request-id"],
      statusCode: 503,
      message: expect.stringMatching(/An administrator can see why by the request id\.$/),
      error: "TokenReviewUnavailable",
    });
    const events = await api().auditEvents({ requestId: answer.body.reqId });
    expect(events.map((event) => event.action)).toEqual(["identity.login_refused"]);
    expect(JSON.stringify(events[0]?.detail)).toMatch(reason);
  }

  test("is 503 when nothing listens there", async () => {
    const stopped = await FakeKubernetesApi.start();
    await stopped.close();
    await expectUnavailable(await identityAt(stopped.url), /ECONNREFUSED/);
  });

  test("is 503 when the host does not exist", async () => {
    await expectUnavailable(await identityAt("https://cluster.invalid:6443"), /ENOTFOUND|EAI_AGAIN/);
  });

  test("is 503 when the certificate is another CA's", async () => {
    await using other = await FakeKubernetesApi.start();
    await expectUnavailable(await identityAt(cluster.url, { caCert: other.caCertificate }), /CERT|SIGNATURE|VERIFY/);
  });

  test.each([
    ["no JSON", { kind: "raw", status: 201, body: "<html>" }, /malformed|JSON/i],
    ["another kind of object", { kind: "raw", status: 201, body: '{"kind":"Pod","apiVersion":"v1"}' }, /kind|review/i],
    ["an empty answer", { kind: "raw", status: 200, body: "" }, /./],
    ["a server error", { kind: "raw", status: 500, body: '{"kind":"Status"}' }, /500/],
    ["too many requests", { kind: "raw", status: 429, body: "" }, /429/],
    ["a cut connection", { kind: "reset" }, /ECONNRESET|SOCKET/],
    ["half an answer", { kind: "truncate" }, /./],
    ["an answer without end", { kind: "endless-body" }, /./],
  ] as const)("is 503 when the answer is %s", async (_name, behaviour, reason) => {
    const identityId = await identityAt(cluster.url);
    cluster.answerAlways(behaviour);
    await expectUnavailable(identityId, reason);
  });

  test("is 503 on a redirect, and the JWT does not follow it", async () => {
    await using elsewhere = await FakeKubernetesApi.start();
    const identityId = await identityAt(cluster.url);
    cluster.answerAlways({ kind: "redirect", status: 307, location: `${elsewhere.url}/steal` });
    await expectUnavailable(identityId, /redirect/);
    expect(elsewhere.requestCount).toBe(0);
  });

  test("is 503 when the stored reviewer may not review", async () => {
    const bare = { namespace: "podpass", name: "bare" };
    cluster.createServiceAccount(bare);
    const tokenReviewerJwt = cluster.issueToken(bare);
    await expectUnavailable(await identityAt(cluster.url, { tokenReviewerJwt }), /403/);
  });

  test("is 503 when the stored reviewer is gone", async () => {
    const gone = { namespace: "podpass", name: "gone" };
    cluster.createServiceAccount(gone);
    const tokenReviewerJwt = cluster.issueToken(gone);
    cluster.deleteServiceAccount(gone);
    await expectUnavailable(await identityAt(cluster.url, { tokenReviewerJwt }), /401/);
  });

  test("is 503 when the answer takes longer than ten seconds, and not much later", async () => {
    const identityId = await identityAt(cluster.url);
    cluster.answerAlways({ kind: "hang" });
    const startedAt = performance.now();
    await expectUnavailable(identityId, /timed_out/);
    const seconds = (performance.now() - startedAt) / 1000;
    expect(seconds).toBeGreaterThan(9.5);
    expect(seconds).toBeLessThan(14);
  });
});
