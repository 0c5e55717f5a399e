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
  const login = () => loginWithKubernetes(world().publicContext(), { identityId: identity.id, jwt: jwt() });
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
