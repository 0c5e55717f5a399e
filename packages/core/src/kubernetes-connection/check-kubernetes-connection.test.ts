import { CheckKubernetesConnectionInput, type ConnectionReport, type IdentityOutput } from "@podpass/contracts";
import { FakeKubernetesApi, findFreePort } from "@podpass/testing";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { afterEach, beforeEach, expect, it } from "vitest";
import { checkKubernetesConnection, getKubernetesConnection, updateKubernetesAuth } from "../index.ts";

describeOnEachDatabase("a connection check", (world) => {
  let tenant: Tenant;
  let identity: IdentityOutput;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    identity = await tenant.createIdentity();
  });
  afterEach(() => world().kubernetes.behaveNormally());

  const check = (typed: object = {}, ctx = tenant.admin) =>
    checkKubernetesConnection(ctx, CheckKubernetesConnectionInput.parse({ identityId: identity.id, ...typed }));
  const state = async () => (await getKubernetesConnection(tenant.admin, { identityId: identity.id })).report;
  const failedOf = (report: ConnectionReport | null) =>
    report?.checks.find((one) => one.verdict === "failed")?.name ?? null;
  const verdictOf = (report: ConnectionReport, name: string) => report.checks.find((one) => one.name === name)?.verdict;

  it("of a saved configuration proves its reviewer, is kept as its state and is written down", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    expect(await state()).toBeNull();
    const report = await check();
    expect(failedOf(report)).toBeNull();
    expect(verdictOf(report, "reviewer_rights")).toBe("passed");
    expect(report).toMatchObject({
      checkedAt: world().clock.now(),
      reviewer: { name: "system:serviceaccount:default:podpass-token-reviewer", expiresAt: expect.any(Date) },
      audiences: ["https://kubernetes.default.svc"],
      certificates: [{ subject: "kube-apiserver" }, { subject: "kubernetes-ca" }],
    });
    expect(await state()).toEqual(report);
    expect(await tenant.auditEvents("kubernetes_auth.check")).toMatchObject([
      {
        subjectId: identity.id,
        detail: { kubernetesHost: world().kubernetes.url, isSaved: true, reviewer: "jwt", failedCheck: null },
      },
    ]);
  });

  it("issues nothing, and shows no credential in its answer, its event or the log", async () => {
    const { tokenReviewerJwt, ...target } = fakeCluster();
    await tenant.attachKubernetesAuth(identity.id, { tokenReviewerJwt });
    const seen = [
      await check(),
      await check({ ...target, tokenReviewerJwt }),
      await tenant.auditEvents(),
      world().logs,
    ];
    for (const part of [tokenReviewerJwt, ...tokenReviewerJwt.split(".").slice(1)]) {
      expect(JSON.stringify(seen)).not.toContain(part);
    }
    expect(await world().database.client.accessToken.count({ where: { identityId: identity.id } })).toBe(0);
  });

  it("tries what is typed in before anything is saved, and keeps nothing of it", async () => {
    expect(failedOf(await check(fakeCluster()))).toBeNull();
    const { tokenReviewerJwt: _jwt, ...withoutReviewer } = fakeCluster();
    const asClient = await check({ ...withoutReviewer, tokenReviewerJwt: null });
    expect([verdictOf(asClient, "tls"), verdictOf(asClient, "api"), failedOf(asClient)]).toEqual([
      "passed",
      "not_reached",
      null,
    ]);
    await tenant.attachKubernetesAuth(identity.id);
    expect(failedOf(await check({ kubernetesHost: `https://127.0.0.1:${await findFreePort()}` }))).toBe("reachability");
    expect(await state()).toBeNull();
    expect(await tenant.auditEvents("kubernetes_auth.check")).toMatchObject([{}, {}, { detail: { isSaved: false } }]);
  });

  it("sends the stored reviewer JWT to no host and CA but its own", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    await using elsewhere = await FakeKubernetesApi.start({ clock: world().clock });
    const { url: kubernetesHost, caCertificate } = elsewhere;
    for (const typed of [
      { kubernetesHost, caCertificate },
      { kubernetesHost, caCertificate, tokenReviewerJwt: "" },
      { kubernetesHost: world().kubernetes.url.replace("127.0.0.1", "localhost") },
      { caCertificate: `${world().kubernetes.caCertificate.trim()}\n${caCertificate}` },
    ]) {
      const before = world().kubernetes.requestCount;
      const report = await check(typed);
      expect(report.checks.find((one) => one.name === "api")).toMatchObject({
        verdict: "not_reached",
        got: expect.stringContaining("enter it again"),
      });
      expect(report.reviewer).toBeNull();
      expect(world().kubernetes.requestCount).toBe(before);
    }
    expect(elsewhere.requestCount).toBe(0);
  });

  it("says what is wrong with a reviewer that may no longer review, and finds it mended", async () => {
    const account = { namespace: "default", name: `reviewer-${identity.id.slice(0, 8)}` };
    const tokenReviewerJwt = world().serviceAccountJwt(account);
    await tenant.attachKubernetesAuth(identity.id, { tokenReviewerJwt });
    expect(failedOf(await check())).toBe("reviewer_rights");
    expect(failedOf(await state())).toBe("reviewer_rights");
    world().kubernetes.grantAuthDelegator(account);
    expect(failedOf(await check())).toBeNull();
    expect(failedOf(await state())).toBeNull();
    world().kubernetes.deleteServiceAccount(account);
    expect(failedOf(await check())).toBe("reviewer_jwt");
  });

  it("says nothing of a configuration that was changed since", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    await check();
    await updateKubernetesAuth(tenant.admin, { identityId: identity.id, allowedNames: "worker" });
    expect(await state()).toBeNull();
    await check();
    expect(await state()).not.toBeNull();
  });

  it("keeps nothing of a configuration that was changed while it looked", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    const { connections } = world().services;
    const changing: typeof connections = {
      async probe(...args) {
        await updateKubernetesAuth(tenant.admin, { identityId: identity.id, allowedNames: "worker" });
        return connections.probe(...args);
      },
    };
    await check({}, { ...tenant.admin, connections: changing });
    const where = { kubernetesAuth: { identityId: identity.id } };
    expect(await world().database.client.kubernetesConnection.count({ where })).toBe(0);
  });

  it.each([
    ["a host that is none", { kubernetesHost: "not a host" }],
    ["a reviewer that is no JWT", { kubernetesHost: "10.0.0.1", tokenReviewerJwt: "secret" }],
  ])("refuses %s", (_what, typed) => {
    const parsed = CheckKubernetesConnectionInput.safeParse({ identityId: identity.id, ...typed });
    expect(parsed.success).toBe(false);
  });

  it("refuses a CA that is no certificate, and an identity without anything to check", async () => {
    const caCertificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
    await expect(check({ ...fakeCluster(), caCertificate })).rejects.toMatchObject({
      code: "request.invalid",
      issues: [{ path: "caCertificate" }],
    });
    await expect(check()).rejects.toMatchObject({ code: "kubernetes_auth.not_found" });
  });

  it("is refused to whoever holds less than the identity, and to another organization", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    const member = await tenant.contextOf({ organizationRole: "member" });
    expect(failedOf(await check({}, member))).toBeNull();
    const before = world().kubernetes.connectionCount;
    identity = await tenant.createIdentity({ role: "admin" });
    await tenant.attachKubernetesAuth(identity.id);
    await expect(check({}, member)).rejects.toMatchObject({ code: "auth.privilege_boundary" });
    await expect(check({}, world().admin)).rejects.toMatchObject({ code: "identity.not_found" });
    const nobody = await tenant.contextOf({ organizationRole: "no-access" });
    await expect(check({}, nobody)).rejects.toMatchObject({ code: "auth.permission_denied" });
    const read = getKubernetesConnection(nobody, { identityId: identity.id });
    await expect(read).rejects.toMatchObject({ code: "auth.permission_denied" });
    const ofStranger = getKubernetesConnection(world().admin, { identityId: identity.id });
    await expect(ofStranger).rejects.toMatchObject({ code: "identity.not_found" });
    expect(world().kubernetes.connectionCount).toBe(before);
  });

  /** The world's cluster as an admin types it in. */
  function fakeCluster() {
    const { url, caCertificate } = world().kubernetes;
    const account = { namespace: "default", name: "typed-in" };
    world().kubernetes.grantAuthDelegator(account);
    return { kubernetesHost: url, caCertificate, tokenReviewerJwt: world().serviceAccountJwt(account) };
  }

  it("as Podpass's own account looks at its own cluster, never at a typed host, and says what is not mounted", async () => {
    await using elsewhere = await FakeKubernetesApi.start({ clock: world().clock });
    const { hostname, port } = new URL(world().kubernetes.url);
    const { caCertificate, tokenReviewerJwt } = fakeCluster();
    const account = { kubernetesHost: `https://${hostname}:${port}`, caCertificate, reviewerJwt: tokenReviewerJwt };
    const mounted = { ...tenant.admin, ownCluster: { read: async () => ({ ...account, ok: true as const }) } };
    const typed = { reviewerMode: "own", kubernetesHost: elsewhere.url, caCertificate: elsewhere.caCertificate };
    expect(failedOf(await check(typed, mounted))).toBeNull();
    expect(elsewhere.connectionCount).toBe(0);
    const report = await check(typed);
    expect(report.checks.find((one) => one.verdict === "failed")).toMatchObject({
      name: "address",
      got: "KUBERNETES_SERVICE_HOST is not set: Podpass runs in no cluster",
      remedy: { field: "reviewerMode" },
    });
  });
});
