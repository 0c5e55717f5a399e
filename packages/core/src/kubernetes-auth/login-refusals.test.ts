import type { AuditAction, IdentityOutput } from "@podpass/contracts";
import { FakeKubernetesApi } from "@podpass/testing";
import { describeOnEachDatabase, refusalOf, type Tenant } from "@podpass/testing/world";
import { afterEach, beforeEach, expect, it } from "vitest";
import { loginWithKubernetes } from "../index.ts";

describeOnEachDatabase("a refused login with Kubernetes", (world) => {
  let tenant: Tenant;
  let identity: IdentityOutput;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    identity = await tenant.createIdentity();
  });
  afterEach(() => world().kubernetes.behaveNormally());

  const jwt = (input = {}) => world().serviceAccountJwt(input);
  const login = (token: string, request: { ipAddress?: string } = {}, identityId = identity.id) =>
    loginWithKubernetes(world().publicContext(request), { identityId, jwt: token });
  const events = (action: AuditAction) => tenant.auditEvents(action);

  it("says the same to everyone who has proven nothing", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    const withoutAuth = await tenant.createIdentity();
    const clientReviews = await tenant.createIdentity();
    await tenant.attachKubernetesAuth(clientReviews.id, { tokenReviewerJwt: "" });
    const [head = "", claims = ""] = jwt().split(".");
    await using elsewhere = await FakeKubernetesApi.start({ clock: world().clock });
    elsewhere.createServiceAccount({ namespace: "payments", name: "worker" });
    const answers = await Promise.all([
      refusalOf(login("")),
      refusalOf(login("junk")),
      refusalOf(login("a.b.c")),
      refusalOf(login(`${head}.${claims}.${"A".repeat(342)}`)),
      refusalOf(login(`${head}.${claims}.${"A".repeat(9000)}`)),
      refusalOf(login(jwt({ expiresInSeconds: -3600 }))),
      refusalOf(login(jwt({ audiences: ["somebody else"] }))),
      refusalOf(login(elsewhere.issueToken({ namespace: "payments", name: "worker" }))),
      refusalOf(login(jwt(), {}, "not-an-id")),
      refusalOf(login(jwt(), {}, "00000000-0000-4000-8000-000000000000")),
      refusalOf(login(jwt(), {}, withoutAuth.id)),
      refusalOf(login(jwt({ name: "may-not-review" }), {}, clientReviews.id)),
    ]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"code":"auth.login_refused","message":"Login refused"}']),
    );
  });

  it("makes no call for what is no JWT", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    const before = world().kubernetes.requestCount;
    for (const token of ["", "junk", "a.b.c", `${jwt()}x`.padEnd(9000, "x")]) await refusalOf(login(token));
    expect(world().kubernetes.requestCount).toBe(before);
  });

  it("refuses a service account that was deleted", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    const account = { namespace: "payments", name: "short-lived" };
    const token = jwt(account);
    await login(token);
    world().kubernetes.deleteServiceAccount(account);
    expect(await refusalOf(login(token))).toMatchObject({ code: "auth.login_refused" });
  });

  it.each([
    ["namespace", { allowedNamespaces: "billing, pay" }, "kubernetes_auth.namespace_not_allowed"],
    ["name", { allowedNames: "work" }, "kubernetes_auth.name_not_allowed"],
    ["audience", { allowedAudience: "podpass" }, "auth.login_refused"],
    ["address", { accessTokenTrustedIps: ["10.0.0.0/8"] }, "auth.ip_not_trusted"],
  ])("refuses another %s, names the check to admins only, and issues nothing", async (_what, config, code) => {
    await tenant.attachKubernetesAuth(identity.id, config);
    const answer = await refusalOf(login(jwt(), { ipAddress: "192.0.2.1" }));
    expect(answer.code).toBe(code);
    for (const allowed of Object.values(config).flat()) expect(answer.message).not.toContain(allowed);
    expect(await world().database.client.accessToken.count({ where: { identityId: identity.id } })).toBe(0);
    const [event, ...others] = await events("identity.login_refused");
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      actorType: "system",
      subjectId: identity.id,
      ipAddress: "192.0.2.1",
      detail: { code },
    });
    expect(event?.detail).toMatchObject({
      checks: expect.arrayContaining([expect.objectContaining({ verdict: "failed" })]),
    });
  });

  it("refuses a reviewer's yes that leaves out the audience that was asked for", async () => {
    await tenant.attachKubernetesAuth(identity.id, { allowedAudience: "podpass" });
    world().kubernetes.answerNext({
      kind: "review",
      review: (normal) => ({ ...normal, status: { ...normal.status, audiences: [] } }),
    });
    expect(await refusalOf(login(jwt({ audiences: ["podpass"] })))).toMatchObject({
      code: "kubernetes_auth.audience_not_allowed",
    });
  });
});
