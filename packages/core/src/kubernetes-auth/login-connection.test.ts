import type { IdentityOutput } from "@podpass/contracts";
import { FakeKubernetesApi } from "@podpass/testing";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import { loginWithKubernetes, updateKubernetesAuth } from "../index.ts";

describeOnEachDatabase("the connection a login is reviewed over", (world) => {
  let tenant: Tenant;
  let identity: IdentityOutput;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    identity = await tenant.createIdentity();
  });

  const jwt = () => world().serviceAccountJwt();
  const login = (identityId = identity.id) => loginWithKubernetes(world().publicContext(), { identityId, jwt: jwt() });
  const expectNoReview = () => expect(login()).rejects.toMatchObject({ code: "kubernetes_auth.review_unavailable" });
  const refusals = async () => JSON.stringify(await tenant.auditEvents("identity.login_refused"));

  it("trusts only the CA it was given, and never sends a JWT to a server it does not trust", async () => {
    await using impostor = await FakeKubernetesApi.start({ clock: world().clock });
    await tenant.attachKubernetesAuth(identity.id, { kubernetesHost: impostor.url });
    await expectNoReview();
    await updateKubernetesAuth(tenant.admin, { identityId: identity.id, caCertificate: "", tokenReviewerJwt: jwt() });
    await expectNoReview();
    expect(impostor.requestCount).toBe(0);
    expect(await refusals()).toContain("tls_untrusted");
  });

  it("holds a server to the name in its certificate", async () => {
    await using misnamed = await FakeKubernetesApi.start({
      clock: world().clock,
      certificateHosts: ["k8s.example.com"],
    });
    await tenant.attachKubernetesAuth(identity.id, {
      kubernetesHost: misnamed.url,
      caCertificate: misnamed.caCertificate,
    });
    await expectNoReview();
    expect(misnamed.requestCount).toBe(0);
    expect(await refusals()).toContain("tls_wrong_name");
  });

  it("names the server it wants by its name, and not by an address, which RFC 6066 forbids", async () => {
    await using cluster = await FakeKubernetesApi.start({ clock: world().clock });
    const { caCertificate } = cluster;
    const port = new URL(cluster.url).port;
    for (const host of ["localhost", "127.0.0.1"]) {
      const one = await tenant.createIdentity();
      const kubernetesHost = `https://${host}:${port}`;
      await tenant.attachKubernetesAuth(one.id, { kubernetesHost, caCertificate });
      // A reviewer of another cluster: how it is answered is of no matter here.
      await login(one.id).catch(() => {});
    }
    expect(cluster.serverNames).toEqual(["localhost", null]);
  });

  it("speaks TLS 1.2 and nothing older", async () => {
    const connect = async (newestTls: "TLSv1.1" | "TLSv1.2") => {
      await using cluster = await FakeKubernetesApi.start({ clock: world().clock, newestTls });
      const { url: kubernetesHost, caCertificate } = cluster;
      const one = await tenant.createIdentity();
      await tenant.attachKubernetesAuth(one.id, { kubernetesHost, caCertificate });
      await login(one.id).catch(() => {});
      return cluster.requestCount;
    };
    expect([await connect("TLSv1.2"), await connect("TLSv1.1")]).toEqual([1, 0]);
    expect(await refusals()).toContain("tls_failed");
  });

  it("uses no connection of an earlier configuration", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    await login();
    await using impostor = await FakeKubernetesApi.start({ clock: world().clock });
    await updateKubernetesAuth(tenant.admin, {
      identityId: identity.id,
      caCertificate: impostor.caCertificate,
      tokenReviewerJwt: jwt(),
    });
    const before = world().kubernetes.requestCount;
    await expectNoReview();
    expect(world().kubernetes.requestCount).toBe(before);
  });
});
