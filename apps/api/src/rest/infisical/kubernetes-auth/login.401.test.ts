import { randomUUID } from "node:crypto";
import { openDatabase } from "@podpass/prisma";
import { FakeKubernetesApi, TestClock } from "@podpass/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Answer } from "../../../testing/api.ts";
import { testApi } from "../../../testing/test-api.ts";

const LOGIN = "/api/v1/auth/kubernetes-auth/login";
const reviewer = { namespace: "podpass", name: "reviewer" };
const checkout = { namespace: "shop", name: "checkout" };

describe("a pod that may not log in", () => {
  const clock = new TestClock();
  const api = testApi(async () => ({ clock, database: await openDatabase({ kind: "memory" }) }));
  let cluster: FakeKubernetesApi;
  let identityId: string;
  let bareIdentityId: string;

  beforeAll(async () => {
    cluster = await FakeKubernetesApi.start({ clock });
    cluster.createServiceAccount(reviewer);
    cluster.grantAuthDelegator(reviewer);
    cluster.createServiceAccount(checkout);
    bareIdentityId = await api().createIdentity("no-access", "bare");
    identityId = await api().createIdentity();
    await api().admin("POST", `/api/v1/auth/kubernetes-auth/identities/${identityId}`, {
      body: {
        kubernetesHost: cluster.url,
        caCert: cluster.caCertificate,
        tokenReviewerJwt: cluster.issueToken({ ...reviewer, expiresInSeconds: 86_400 }),
        allowedNamespaces: "shop",
        allowedNames: "checkout",
        allowedAudience: "podpass",
      },
    });
  });
  afterAll(() => cluster.close());
  beforeEach(() => cluster.behaveNormally());

  const goodJwt = () => cluster.issueToken({ ...checkout, audiences: ["podpass"] });
  const logIn = (body: { identityId: string; jwt: string }) => api().call("POST", LOGIN, { body });
  /** The whole body as sent, but for the request id. */
  const sameBut = ({ body }: Answer) => JSON.stringify({ ...body, reqId: "" });

  test("gets one answer before proof, whatever is wrong", async () => {
    const jwt = goodJwt();
    const [header, payload] = jwt.split(".");
    cluster.createServiceAccount({ namespace: "shop", name: "gone" });
    const goneJwt = cluster.issueToken({ namespace: "shop", name: "gone", audiences: ["podpass"] });
    cluster.deleteServiceAccount({ namespace: "shop", name: "gone" });
    const attempts: Record<string, { identityId: string; jwt: string }> = {
      "an empty JWT": { identityId, jwt: "" },
      "a blank JWT": { identityId, jwt: " \n" },
      "a JWT of two parts": { identityId, jwt: `${header}.${payload}` },
      "a JWT that is no JSON": { identityId, jwt: "junk.junk.junk" },
      "an oversized JWT": { identityId, jwt: `${jwt}${"a".repeat(8192)}` },
      "an oversized JWT of an unknown identity": { identityId: randomUUID(), jwt: "a".repeat(500_000) },
      "a forged signature": { identityId, jwt: `${header}.${payload}.${"A".repeat(342)}` },
      "an expired JWT": {
        identityId,
        jwt: cluster.issueToken({ ...checkout, audiences: ["podpass"], expiresInSeconds: -120 }),
      },
      "a deleted service account": { identityId, jwt: goneJwt },
      "an unknown identity": { identityId: randomUUID(), jwt },
      "an identity id that is none": { identityId: "checkout", jwt },
      "an empty identity id": { identityId: "", jwt },
      "an identity id with a NUL": { identityId: "\u0000", jwt },
      "an identity without Kubernetes Auth": { identityId: bareIdentityId, jwt },
    };
    const answers = new Map<string, string[]>();
    for (const [name, attempt] of Object.entries(attempts)) {
      const answer = await logIn(attempt);
      expect({ name, status: answer.status }).toEqual({ name, status: 401 });
      const text = sameBut(answer);
      answers.set(text, [...(answers.get(text) ?? []), name]);
    }
    expect([...answers.keys()], "bodies that differ").toEqual([
      JSON.stringify({ reqId: "", statusCode: 401, message: "Login refused", error: "UnauthorizedError" }),
    ]);
  });

  test("costs the cluster no call with a JWT that is none", async () => {
    const before = cluster.requestCount;
    await logIn({ identityId, jwt: "junk.junk.junk" });
    await logIn({ identityId, jwt: "a".repeat(9000) });
    expect(cluster.requestCount).toBe(before);
  });

  test.each([
    [
      "namespace",
      "Access denied: K8s namespace not allowed.",
      { namespace: "other", name: "checkout", audiences: ["podpass"] },
    ],
    ["name", "Access denied: K8s name not allowed.", { namespace: "shop", name: "cart", audiences: ["podpass"] }],
  ])("is told after proof which check refused it, not what would have passed: %s", async (_check, message, account) => {
    cluster.createServiceAccount(account);
    const answer = await logIn({ identityId, jwt: cluster.issueToken(account) });
    expect(answer).toMatchObject({ status: 401, body: { message } });
    expect(answer.headers["www-authenticate"]).toBe("Bearer");
  });

  test("with a JWT for another audience is not proven, and gets the one answer", async () => {
    const answer = await logIn({ identityId, jwt: cluster.issueToken(checkout) });
    expect(answer).toMatchObject({ status: 401, body: { message: "Login refused" } });
  });

  test("leaves an audit event with the checks, and no token", async () => {
    const answer = await logIn({ identityId, jwt: cluster.issueToken(checkout) });
    const events = await api().auditEvents({ requestId: answer.body.reqId });
    expect(events).toMatchObject([
      { action: "identity.login_refused", subjectId: identityId, detail: { authMethod: "kubernetes-auth" } },
    ]);
  });
});
