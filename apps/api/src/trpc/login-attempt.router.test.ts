import { LoginAttemptDetail } from "@podpass/contracts";
import { openDatabase } from "@podpass/prisma";
import { FakeKubernetesApi, TestClock } from "@podpass/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../testing/test-api.ts";

describe("login attempts in the dashboard's API", () => {
  const clock = new TestClock(new Date());
  const api = testApi(async () => ({ clock, database: await openDatabase({ kind: "memory" }) }));
  let cluster: FakeKubernetesApi;
  let cookie: string;
  let requestId: string;
  let jwt: string;

  beforeAll(async () => {
    cluster = await FakeKubernetesApi.start({ clock });
    const account = { namespace: "shop", name: "checkout" };
    cluster.createServiceAccount(account);
    cluster.grantAuthDelegator(account);
    const identityId = await api().createIdentity();
    await api().admin("POST", `/api/v1/auth/kubernetes-auth/identities/${identityId}`, {
      body: { kubernetesHost: cluster.url, caCert: cluster.caCertificate, allowedNamespaces: "billing" },
    });
    jwt = cluster.issueToken(account);
    const refused = await api().call("POST", "/api/v1/auth/kubernetes-auth/login", { body: { identityId, jwt } });
    requestId = refused.body.reqId;
    const body = { email: "admin@example.com", password: "correct horse battery" };
    const { headers } = await api().call("POST", "/api/auth/sign-in/email", { body });
    cookie = String(headers["set-cookie"]).split(";")[0] ?? "";
  });
  afterAll(() => cluster.close());

  const query = (path: string, input: unknown) =>
    api().call("GET", `/api/trpc/loginAttempt.${path}`, {
      headers: { cookie },
      query: { input: JSON.stringify(input) },
    });

  test("are found by the request id the pod received, and opened with their checks", async () => {
    const list = await query("list", { requestId });
    const { items } = list.body.result.data;
    expect(items).toMatchObject([{ requestId, result: "refused", reason: "namespace" }]);
    const { body } = await query("get", { loginAttemptId: items[0].id });
    const attempt = LoginAttemptDetail.extend({ occurredAt: LoginAttemptDetail.shape.id }).parse(body.result.data);
    expect(attempt.checks).toContainEqual(expect.objectContaining({ name: "namespace", verdict: "failed" }));
    expect(JSON.stringify([list.body, body])).not.toContain(jwt.split(".")[2]);
  });

  test.each([
    ["a key that is none", "list", { organizationId: "x" }, ""],
    ["a result that is none", "list", { result: "maybe" }, "result"],
    ["a reason that is none", "list", { reason: "unknown" }, "reason"],
    ["a time that is none", "list", { from: "yesterday" }, "from"],
    ["a cursor of nobody's", "list", { cursor: "x" }, "cursor"],
    ["an id that is none", "get", { loginAttemptId: "1" }, "loginAttemptId"],
  ])("refuse %s and name the field", async (_what, path, input, field) => {
    const answer = await query(path, input);
    expect(answer).toMatchObject({ status: 400, body: { error: { data: { issues: [{ path: field }] } } } });
  });

  test("are not found when there is no such attempt", async () => {
    const answer = await query("get", { loginAttemptId: "00000000-0000-4000-8000-000000000000" });
    expect(answer).toMatchObject({ status: 404, body: { error: { data: { code: "login_attempt.not_found" } } } });
  });
});
