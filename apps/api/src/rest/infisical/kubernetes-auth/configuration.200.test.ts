import { openDatabase } from "@podpass/prisma";
import { FakeKubernetesApi, TestClock } from "@podpass/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

const reviewer = { namespace: "podpass", name: "reviewer" };

describe("the Kubernetes Auth of an identity", () => {
  const clock = new TestClock();
  const api = testApi(async () => ({ clock, database: await openDatabase({ kind: "memory" }) }));
  let cluster: FakeKubernetesApi;
  let reviewerJwt: string;
  let url: string;

  beforeAll(async () => {
    cluster = await FakeKubernetesApi.start({ clock });
    cluster.createServiceAccount(reviewer);
    reviewerJwt = cluster.issueToken(reviewer);
  });
  afterAll(() => cluster.close());
  beforeEach(async () => {
    url = `/api/v1/auth/kubernetes-auth/identities/${await api().createIdentity()}`;
  });

  const minimal = () => ({ kubernetesHost: cluster.url, allowedNamespaces: "shop" });

  test("is echoed as Terraform wrote it", async () => {
    const identityId = url.split("/").at(-1);
    const body = {
      identityId,
      kubernetesHost: "https://10.0.0.1:6443/",
      caCert: cluster.caCertificate.trim(),
      tokenReviewerJwt: reviewerJwt,
      allowedNamespaces: "b, a,c",
      allowedNames: "web-*,api, a/batch",
      allowedAudience: " podpass, vault",
      accessTokenTrustedIps: [{ ipAddress: "10.0.0.0/8" }, { ipAddress: "192.0.2.7" }, { ipAddress: "::/0" }],
      accessTokenTTL: 7200,
      accessTokenMaxTTL: 86_400,
      accessTokenNumUsesLimit: 12,
      tokenReviewMode: "api",
      gatewayId: null,
    };
    const { identityKubernetesAuth } = await api().admin("POST", url, { body });
    const { tokenReviewerJwt: _jwt, ...rest } = body;
    expect(identityKubernetesAuth).toMatchObject({
      ...rest,
      hasTokenReviewerJwt: true,
      tokenReviewerJwtExpiresAt: new Date(clock.now().getTime() + 3_600_000).toISOString(),
      accessTokenTrustedIps: [
        { type: "ipv4", ipAddress: "10.0.0.0", prefix: 8 },
        { type: "ipv4", ipAddress: "192.0.2.7" },
        { type: "ipv6", ipAddress: "::", prefix: 0 },
      ],
    });
    expect((await api().admin("GET", url)).identityKubernetesAuth).toEqual(identityKubernetesAuth);
  });

  test("has the guide's defaults", async () => {
    const { identityKubernetesAuth } = await api().admin("POST", url, { body: minimal() });
    expect(identityKubernetesAuth).toMatchObject({
      caCert: "",
      allowedNames: "",
      allowedAudience: "",
      isPodBindingRequired: false,
      pinnedServiceAccountUid: "",
      maxJwtAgeSeconds: 0,
      accessTokenTTL: 2_592_000,
      accessTokenMaxTTL: 2_592_000,
      accessTokenNumUsesLimit: 0,
      accessTokenTrustedIps: [
        { type: "ipv4", ipAddress: "0.0.0.0", prefix: 0 },
        { type: "ipv6", ipAddress: "::", prefix: 0 },
      ],
      hasTokenReviewerJwt: false,
      tokenReviewerJwtExpiresAt: null,
    });
  });

  test("takes restrictions of its own, and keeps them through other changes", async () => {
    const restrictions = {
      isPodBindingRequired: true,
      pinnedServiceAccountUid: "7a1c9f5e-6f0b-4c53-9c7e-2f7a3b8d4e10",
      maxJwtAgeSeconds: 3600,
    };
    const { identityKubernetesAuth } = await api().admin("POST", url, { body: { ...minimal(), ...restrictions } });
    expect(identityKubernetesAuth).toMatchObject(restrictions);
    const changed = await api().admin("PATCH", url, { body: { allowedNames: "web" } });
    expect(changed.identityKubernetesAuth).toMatchObject(restrictions);
  });

  test("never shows the reviewer JWT again", async () => {
    const body = { ...minimal(), tokenReviewerJwt: reviewerJwt };
    const answers = [
      await api().admin("POST", url, { body }),
      await api().admin("GET", url),
      await api().admin("PATCH", url, { body: { tokenReviewerJwt: reviewerJwt } }),
      await api().admin("DELETE", url),
    ];
    const signature = reviewerJwt.split(".")[2];
    expect(JSON.stringify(answers)).not.toContain(signature);
    expect(JSON.stringify(await api().auditEvents())).not.toContain(signature);
  });

  test("keeps what a change leaves out; an empty reviewer JWT keeps the stored one, null removes it", async () => {
    await api().admin("POST", url, { body: { ...minimal(), tokenReviewerJwt: reviewerJwt, accessTokenTTL: 60 } });
    const kept = await api().admin("PATCH", url, { body: { allowedNames: "web", tokenReviewerJwt: "" } });
    expect(kept.identityKubernetesAuth).toMatchObject({
      allowedNames: "web",
      allowedNamespaces: "shop",
      accessTokenTTL: 60,
      hasTokenReviewerJwt: true,
    });
    const removed = await api().admin("PATCH", url, { body: { tokenReviewerJwt: null } });
    expect(removed).toMatchObject({
      identityKubernetesAuth: { hasTokenReviewerJwt: false },
      isReviewerJwtDropped: false,
    });
  });

  test("drops the reviewer JWT with a new host, and says so", async () => {
    await api().admin("POST", url, { body: { ...minimal(), tokenReviewerJwt: reviewerJwt } });
    const answer = await api().admin("PATCH", url, { body: { kubernetesHost: "https://10.9.9.9" } });
    expect(answer).toMatchObject({
      identityKubernetesAuth: { hasTokenReviewerJwt: false },
      isReviewerJwtDropped: true,
    });
  });

  test("lowers its max TTL alone, when the stored TTL fits", async () => {
    await api().admin("POST", url, { body: { ...minimal(), accessTokenTTL: 60 } });
    const { identityKubernetesAuth } = await api().admin("PATCH", url, { body: { accessTokenMaxTTL: 3600 } });
    expect(identityKubernetesAuth).toMatchObject({ accessTokenTTL: 60, accessTokenMaxTTL: 3600 });
  });

  test("is gone after its deletion, with every token it issued", async () => {
    const checkout = { namespace: "shop", name: "checkout" };
    cluster.createServiceAccount(checkout);
    cluster.grantAuthDelegator(checkout);
    await api().admin("POST", url, { body: { ...minimal(), caCert: cluster.caCertificate } });
    const { accessToken } = await api().admin("POST", "/api/v1/auth/kubernetes-auth/login", {
      body: { identityId: url.split("/").at(-1), jwt: cluster.issueToken(checkout) },
    });
    expect((await api().call("GET", "/api/v1/identities/details", { token: accessToken })).status).toBe(200);
    await api().admin("DELETE", url, { body: { identityId: url.split("/").at(-1) } });
    expect((await api().call("GET", "/api/v1/identities/details", { token: accessToken })).status).toBe(401);
    expect(await api().call("GET", url, { token: api().adminToken })).toMatchObject({ status: 404 });
  });

  test("is attached once", async () => {
    await api().admin("POST", url, { body: minimal() });
    expect(await api().call("POST", url, { token: api().adminToken, body: minimal() })).toMatchObject({
      status: 400,
      body: { error: "BadRequest", message: "Failed to add Kubernetes Auth to already configured identity" },
    });
  });
});
