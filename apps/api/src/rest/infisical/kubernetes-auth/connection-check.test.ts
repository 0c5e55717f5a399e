import { ConnectionReport } from "@podpass/contracts";
import { openDatabase } from "@podpass/prisma";
import { FakeKubernetesApi, TestClock } from "@podpass/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

const reviewer = { namespace: "podpass", name: "reviewer" };

describe("the connection check of an identity's Kubernetes Auth", () => {
  const clock = new TestClock();
  const api = testApi(async () => ({ clock, database: await openDatabase({ kind: "memory" }) }));
  let cluster: FakeKubernetesApi;
  let configuration: Record<string, string>;
  let url: string;

  beforeAll(async () => {
    cluster = await FakeKubernetesApi.start({ clock });
    cluster.createServiceAccount(reviewer);
    cluster.grantAuthDelegator(reviewer);
    configuration = {
      kubernetesHost: cluster.url,
      caCert: cluster.caCertificate,
      tokenReviewerJwt: cluster.issueToken(reviewer),
      allowedNames: "*",
    };
  });
  afterAll(() => cluster.close());
  afterEach(() => cluster.behaveNormally());
  beforeEach(async () => {
    url = `/api/v1/auth/kubernetes-auth/identities/${await api().createIdentity()}`;
  });

  const failedOf = (body: unknown) =>
    ConnectionReport.parse(body).checks.find((check) => check.verdict === "failed")?.name ?? null;

  test("tries the saved configuration and keeps what it found", async () => {
    await api().admin("POST", url, { body: configuration });
    expect((await api().admin("GET", `${url}/connection-check`)).connectionCheck).toBeNull();
    const { connectionCheck } = await api().admin("POST", `${url}/connection-check`, { body: {} });
    expect(failedOf(connectionCheck)).toBeNull();
    expect((await api().admin("GET", `${url}/connection-check`)).connectionCheck).toEqual(connectionCheck);
    cluster.answerNext({ kind: "raw", status: 403, body: "{}" });
    const refused = await api().admin("POST", `${url}/connection-check`);
    expect(failedOf(refused.connectionCheck)).toBe("reviewer_rights");
  });

  test("tries what is given before anything is saved", async () => {
    const { allowedNames: _names, ...typed } = configuration;
    const body = { ...typed, extra: "ignored" };
    const { connectionCheck } = await api().admin("POST", `${url}/connection-check`, { body });
    expect(failedOf(connectionCheck)).toBeNull();
    const answer = await api().call("GET", url, { token: api().adminToken });
    expect(answer.status).toBe(404);
  });

  test.each([
    [{ kubernetesHost: "not a host" }, /^kubernetesHost: /],
    [{ kubernetesHost: "10.0.0.1", caCert: "not PEM" }, /^caCert: /],
    [{ kubernetesHost: "10.0.0.1", tokenReviewerJwt: "secret" }, /^tokenReviewerJwt: /],
  ])("names the field of %j that is wrong", async (body, message) => {
    const answer = await api().call("POST", `${url}/connection-check`, { token: api().adminToken, body });
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringMatching(message) } });
    expect(JSON.stringify(answer.body)).not.toContain("secret");
  });

  test("answers 404 for an identity without Kubernetes Auth when nothing is given", async () => {
    const answer = await api().call("POST", `${url}/connection-check`, { token: api().adminToken });
    expect(answer).toMatchObject({ status: 404, body: { message: "This identity has no Kubernetes Auth" } });
  });
});
