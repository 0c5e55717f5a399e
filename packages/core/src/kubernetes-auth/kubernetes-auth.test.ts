import type { IdentityOutput } from "@podpass/contracts";
import { FakeKubernetesApi } from "@podpass/testing";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import { attachKubernetesAuth, detachKubernetesAuth, getKubernetesAuth, updateKubernetesAuth } from "../index.ts";

describeOnEachDatabase("a Kubernetes Auth", (world) => {
  let tenant: Tenant;
  let identity: IdentityOutput;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    identity = await tenant.createIdentity();
  });
  const update = (change: object) => updateKubernetesAuth(tenant.admin, { identityId: identity.id, ...change });
  const rowOf = () => world().database.client.kubernetesAuth.findUniqueOrThrow({ where: { identityId: identity.id } });

  it("shows its reviewer JWT in no answer and no audit event, only that there is one and when it ends", async () => {
    const reviewerJwt = world().serviceAccountJwt({ name: "reviewer", expiresInSeconds: 3600 });
    const answers: unknown[] = [
      await tenant.attachKubernetesAuth(identity.id, { tokenReviewerJwt: reviewerJwt }),
      await getKubernetesAuth(tenant.admin, { identityId: identity.id }),
      await update({ allowedNames: "worker", tokenReviewerJwt: reviewerJwt }),
    ];
    for (const answer of answers) {
      const tokenReviewerJwtExpiresAt = new Date(world().clock.now().getTime() + 3_600_000);
      expect(answer).toMatchObject({ hasTokenReviewerJwt: true, tokenReviewerJwtExpiresAt });
    }
    answers.push(
      await detachKubernetesAuth(tenant.admin, { identityId: identity.id }),
      await tenant.auditEvents(),
      world().logs,
    );
    const written = JSON.stringify(answers);
    for (const part of [reviewerJwt, ...reviewerJwt.split(".")]) expect(written).not.toContain(part);
    expect(written).not.toMatch(/encrypted/i);
  });

  it("keeps its reviewer JWT through changes of anything but the host and the CA", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    const { encryptedReviewerJwt } = await rowOf();
    for (const change of [
      { allowedNames: "worker" },
      { tokenReviewerJwt: "" },
      { kubernetesHost: world().kubernetes.url },
    ]) {
      expect(await update(change)).toMatchObject({ hasTokenReviewerJwt: true, isReviewerJwtDropped: false });
    }
    expect((await rowOf()).encryptedReviewerJwt).toEqual(encryptedReviewerJwt);
  });

  it("drops its reviewer JWT when it is pointed elsewhere without a new one, and says so", async () => {
    await using elsewhere = await FakeKubernetesApi.start();
    for (const change of [
      { kubernetesHost: elsewhere.url },
      { caCertificate: elsewhere.caCertificate },
      { kubernetesHost: elsewhere.url, tokenReviewerJwt: "" },
    ]) {
      identity = await tenant.createIdentity();
      await tenant.attachKubernetesAuth(identity.id);
      expect(await update(change)).toMatchObject({
        hasTokenReviewerJwt: false,
        tokenReviewerJwtExpiresAt: null,
        isReviewerJwtDropped: true,
      });
      expect(await rowOf()).toMatchObject({ encryptedReviewerJwt: null, reviewerJwtExpiresAt: null });
      expect(await tenant.auditEvents("kubernetes_auth.update")).toContainEqual(
        expect.objectContaining({
          subjectId: identity.id,
          detail: expect.objectContaining({ isReviewerJwtDropped: true }),
        }),
      );
    }
    expect(elsewhere.requestCount).toBe(0);
  });

  it("takes a new reviewer JWT together with a new host, and gives it up for null", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    const moved = {
      kubernetesHost: "10.0.0.1:6443",
      tokenReviewerJwt: world().serviceAccountJwt({ name: "reviewer" }),
    };
    expect(await update(moved)).toMatchObject({ hasTokenReviewerJwt: true, isReviewerJwtDropped: false });
    expect(await update({ tokenReviewerJwt: null })).toMatchObject({
      hasTokenReviewerJwt: false,
      isReviewerJwtDropped: false,
    });
    expect(await rowOf()).toMatchObject({ encryptedReviewerJwt: null, version: 3 });
  });

  it.each([
    ["a TTL above the max TTL that is stored", { accessTokenTtlSeconds: 3601 }, "accessTokenTtlSeconds"],
    ["a max TTL below the TTL that is stored", { accessTokenMaxTtlSeconds: 59 }, "accessTokenTtlSeconds"],
    ["neither names nor namespaces", { allowedNamespaces: "" }, "allowedNames"],
    ["a host that is none", { kubernetesHost: "not a host" }, "kubernetesHost"],
    [
      "a CA that is no certificate",
      { caCertificate: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----" },
      "caCertificate",
    ],
  ])("is refused with %s, naming the field, and stays as it was", async (_what, change, path) => {
    await tenant.attachKubernetesAuth(identity.id, { accessTokenTtlSeconds: 60, accessTokenMaxTtlSeconds: 3600 });
    const before = await rowOf();
    await expect(update(change)).rejects.toMatchObject({ code: "request.invalid", issues: [{ path }] });
    expect(await rowOf()).toEqual(before);
  });

  it("takes a reviewer JWT whose exp is no date", async () => {
    const exp = Buffer.from('{"exp":1e300}').toString("base64url");
    const attached = await tenant.attachKubernetesAuth(identity.id, { tokenReviewerJwt: `e30.${exp}.c2ln` });
    expect(attached).toMatchObject({ hasTokenReviewerJwt: true, tokenReviewerJwtExpiresAt: null });
  });

  it("refuses a CA that is PEM around something else, naming the field", async () => {
    const caCertificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
    const input = {
      ...(await tenant.attachKubernetesAuth((await tenant.createIdentity()).id)),
      identityId: identity.id,
      tokenReviewerJwt: "",
      caCertificate,
    };
    await expect(attachKubernetesAuth(tenant.admin, input)).rejects.toMatchObject({
      code: "request.invalid",
      issues: [{ path: "caCertificate" }],
    });
  });
});
