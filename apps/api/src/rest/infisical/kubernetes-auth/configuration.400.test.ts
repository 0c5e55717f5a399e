import { openDatabase } from "@podpass/prisma";
import { FakeKubernetesApi, TestClock } from "@podpass/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

const NO_CA = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";

/** Every rule that a save is held to: what is written, and the field the refusal names. */
const REFUSED: [rule: string, change: Record<string, unknown>, field: string][] = [
  ["a host that is no URL", { kubernetesHost: "not a host" }, "kubernetesHost"],
  ["an empty host", { kubernetesHost: "" }, "kubernetesHost"],
  ["no host at all", { kubernetesHost: null }, "kubernetesHost"],
  ["a host in clear text", { kubernetesHost: "http://10.0.0.1" }, "kubernetesHost"],
  ["a host with another scheme", { kubernetesHost: "ftp://10.0.0.1" }, "kubernetesHost"],
  ["a host with credentials", { kubernetesHost: "https://me:pw@10.0.0.1" }, "kubernetesHost"],
  ["a host with a query", { kubernetesHost: "https://10.0.0.1/?x=1" }, "kubernetesHost"],
  ["a host of another type", { kubernetesHost: 6443 }, "kubernetesHost"],
  ["a CA that is not PEM", { caCert: "my certificate" }, "caCert"],
  ["a CA that is no certificate", { caCert: NO_CA }, "caCert"],
  ["a TTL above the max TTL", { accessTokenTTL: 7200, accessTokenMaxTTL: 3600 }, "accessTokenTTL"],
  ["a negative TTL", { accessTokenTTL: -1 }, "accessTokenTTL"],
  ["a TTL in parts of seconds", { accessTokenTTL: 1.5 }, "accessTokenTTL"],
  ["a TTL as a text", { accessTokenTTL: "60" }, "accessTokenTTL"],
  ["a max TTL above ten years", { accessTokenMaxTTL: 315_360_001 }, "accessTokenMaxTTL"],
  ["negative uses", { accessTokenNumUsesLimit: -1 }, "accessTokenNumUsesLimit"],
  ["an invalid CIDR", { accessTokenTrustedIps: [{ ipAddress: "10.0.0.0/33" }] }, "accessTokenTrustedIps.0"],
  ["no trusted IP at all", { accessTokenTrustedIps: [] }, "accessTokenTrustedIps"],
  ["a trusted IP without an address", { accessTokenTrustedIps: [{ prefix: 8 }] }, "accessTokenTrustedIps.0.ipAddress"],
  ["neither names nor namespaces", { allowedNamespaces: "", allowedNames: " " }, "allowedNames"],
  ["an empty item in a list", { allowedNamespaces: "a,,b" }, "allowedNamespaces"],
  ["a name no service account has", { allowedNames: "Web_1" }, "allowedNames"],
  ["a negated pattern", { allowedNamespaces: "!kube-system" }, "allowedNamespaces"],
  ["half a pair", { allowedNames: "shop/" }, "allowedNames"],
  ["an empty audience", { allowedAudience: "a,,b" }, "allowedAudience"],
  ["a UID that is none", { pinnedServiceAccountUid: "web" }, "pinnedServiceAccountUid"],
  ["a negative age", { maxJwtAgeSeconds: -1 }, "maxJwtAgeSeconds"],
  ["a pod binding in other words", { isPodBindingRequired: "yes" }, "isPodBindingRequired"],
  ["a reviewer JWT that is none", { tokenReviewerJwt: "secret" }, "tokenReviewerJwt"],
  ["review through a gateway", { tokenReviewMode: "gateway" }, "tokenReviewMode"],
  ["a gateway", { gatewayId: "7c2e5dd0-2f0c-4a4c-8a53-6a5d8a3a8f10" }, "gatewayId"],
  ["unverified TLS", { verifyTlsCertificate: false }, "verifyTlsCertificate"],
];

describe("a Kubernetes Auth that breaks a rule", () => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));
  let cluster: FakeKubernetesApi;
  let freshUrl: string;
  let storedUrl: string;

  beforeAll(async () => {
    cluster = await FakeKubernetesApi.start();
    freshUrl = `/api/v1/auth/kubernetes-auth/identities/${await api().createIdentity("no-access", "fresh")}`;
    storedUrl = `/api/v1/auth/kubernetes-auth/identities/${await api().createIdentity("no-access", "stored")}`;
    await api().admin("POST", storedUrl, { body: good() });
  });
  afterAll(() => cluster.close());

  const good = () => ({ kubernetesHost: cluster.url, caCert: cluster.caCertificate, allowedNamespaces: "shop" });
  const asAdmin = (method: string, url: string, body: unknown) =>
    api().call(method, url, { token: api().adminToken, body });

  test.each(REFUSED)("is refused at save, naming the field: %s", async (_rule, change, field) => {
    for (const answer of [
      await asAdmin("POST", freshUrl, { ...good(), ...change }),
      await asAdmin("PATCH", storedUrl, change),
    ]) {
      expect(answer).toMatchObject({ status: 400, body: { error: "ValidationFailure", details: [{ path: field }] } });
      expect(answer.body.message).toBe(`${field}: ${answer.body.details[0].message}`);
    }
  });

  test("is refused at attach without a host", async () => {
    expect(await asAdmin("POST", freshUrl, { allowedNames: "*" })).toMatchObject({
      status: 400,
      body: { details: [{ path: "kubernetesHost" }] },
    });
  });

  test("is not stored in part", async () => {
    expect((await asAdmin("GET", freshUrl, undefined)).status).toBe(404);
    const { identityKubernetesAuth } = await api().admin("GET", storedUrl);
    expect(identityKubernetesAuth.createdAt).toBe(identityKubernetesAuth.updatedAt);
  });

  test("is refused for an identity id that is none, and is not found for an unknown one", async () => {
    const base = "/api/v1/auth/kubernetes-auth/identities";
    expect(await asAdmin("POST", `${base}/checkout`, good())).toMatchObject({
      status: 400,
      body: { message: "identityId: Must be a UUID" },
    });
    const unknown = "7c2e5dd0-2f0c-4a4c-8a53-6a5d8a3a8f10";
    expect(await asAdmin("POST", `${base}/${unknown}`, good())).toMatchObject({ status: 404 });
  });
});
