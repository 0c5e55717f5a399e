import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AttachKubernetesAuthInput, IdentityOutput } from "@podpass/contracts";
import { FakeKubernetesApi } from "@podpass/testing";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { afterEach, beforeEach, expect, it } from "vitest";
import { loginWithKubernetes, type Services, updateKubernetesAuth } from "../index.ts";
import { createOwnCluster } from "./own-cluster.ts";

const OWN = { namespace: "podpass", name: "podpass" };

describeOnEachDatabase("Podpass's own service account as the reviewer", (world) => {
  let tenant: Tenant;
  let identity: IdentityOutput;
  let folder: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    identity = await tenant.createIdentity();
    world().kubernetes.grantAuthDelegator(OWN);
    folder = await mkdtemp(join(tmpdir(), "podpass-own-"));
    await mountToken(ownJwt());
    await writeFile(join(folder, "ca.crt"), world().kubernetes.caCertificate);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const ownJwt = () => world().serviceAccountJwt(OWN);
  const mountToken = (jwt: string) => writeFile(join(folder, "token"), jwt);
  const attach = (input: Partial<AttachKubernetesAuthInput> = {}) =>
    tenant.attachKubernetesAuth(identity.id, {
      reviewerMode: "own",
      kubernetesHost: "",
      caCertificate: "",
      tokenReviewerJwt: "",
      ...input,
    });
  const update = (change: object) => updateKubernetesAuth(tenant.admin, { identityId: identity.id, ...change });
  function login(services: Partial<Services> = {}) {
    const { hostname, port } = new URL(world().kubernetes.url);
    const ownCluster = createOwnCluster({ host: hostname, port: Number(port), folder });
    const ctx = { ...world().publicContext(), ownCluster, ...services };
    return loginWithKubernetes(ctx, { identityId: identity.id, jwt: world().serviceAccountJwt() });
  }
  const lastCaller = () => world().kubernetes.requests.at(-1)?.headers.authorization;
  const refusals = async () => JSON.stringify(await tenant.auditEvents("identity.login_refused"));
  const UNAVAILABLE = { code: "kubernetes_auth.review_unavailable" };

  it("asks its own cluster with the mounted token and CA, and needs nothing stored", async () => {
    expect(await attach()).toMatchObject({ reviewerMode: "own", hasTokenReviewerJwt: false, warnings: [] });
    await expect(login()).resolves.toMatchObject({ accessToken: expect.any(String) });
    expect(lastCaller()).toMatch(/^Bearer ey/);
  });

  it("never sends its token to a host or past a CA that somebody typed", async () => {
    await using elsewhere = await FakeKubernetesApi.start({ clock: world().clock });
    const typed = { kubernetesHost: elsewhere.url, caCertificate: elsewhere.caCertificate };
    expect(await attach(typed)).toMatchObject({ ...typed, warnings: [{ code: "cluster_fields_unused" }] });
    await login();
    expect(await update({ kubernetesHost: `${elsewhere.url}/` })).toMatchObject({ isReviewerJwtDropped: false });
    await login();
    expect(elsewhere.connectionCount).toBe(0);
  });

  it("follows the files when they are replaced, a new CA and address included", async () => {
    await attach();
    await login();
    const next = ownJwt();
    await mountToken(next);
    await login();
    expect(lastCaller()).toBe(`Bearer ${next}`);
    await using moved = await FakeKubernetesApi.start({ clock: world().clock });
    await writeFile(join(folder, "ca.crt"), moved.caCertificate);
    await expect(login()).rejects.toMatchObject(UNAVAILABLE);
    expect(await refusals()).toContain("tls_untrusted");
  });

  it("asks once more when its token was replaced while the cluster refused it, and only then", async () => {
    await attach();
    const gone = { namespace: "podpass", name: `gone-${identity.id}` };
    await mountToken(world().serviceAccountJwt(gone));
    world().kubernetes.deleteServiceAccount(gone);
    const before = world().kubernetes.requestCount;
    await expect(login()).rejects.toMatchObject(UNAVAILABLE);
    expect(world().kubernetes.requestCount - before).toBe(1);
    expect(await refusals()).toContain("restart Podpass's pod");
    const { tokenReviews } = world().services;
    const replacing: typeof tokenReviews = {
      ...tokenReviews,
      async review(target, request) {
        const outcome = await tokenReviews.review(target, request);
        await mountToken(ownJwt());
        return outcome;
      },
    };
    await expect(login({ tokenReviews: replacing })).resolves.toMatchObject({ accessToken: expect.any(String) });
    expect(world().kubernetes.requestCount - before).toBe(3);
  });

  it("fails closed where nothing is mounted, and tells admins which file is missing", async () => {
    await attach();
    const before = world().kubernetes.requestCount;
    await rm(join(folder, "token"));
    await expect(login()).rejects.toMatchObject(UNAVAILABLE);
    expect(await refusals()).toContain(`own_account_missing: ${folder}/token does not exist`);
    const outside = createOwnCluster({ host: null, port: 443, folder });
    await expect(login({ ownCluster: outside })).rejects.toMatchObject(UNAVAILABLE);
    expect(await refusals()).toContain("KUBERNETES_SERVICE_HOST is not set");
    expect(world().kubernetes.requestCount).toBe(before);
  });

  it("is chosen and left without a stored JWT that stays behind or comes from nowhere", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    expect(await update({ reviewerMode: "own" })).toMatchObject({ reviewerMode: "own", hasTokenReviewerJwt: false });
    await expect(update({ reviewerMode: "stored" })).rejects.toMatchObject({
      code: "request.invalid",
      issues: [{ path: "tokenReviewerJwt", message: "Enter the reviewer's JWT" }],
    });
    expect(await update({ allowedNames: "worker" })).toMatchObject({ reviewerMode: "own" });
    expect(await update({ tokenReviewerJwt: null })).toMatchObject({ reviewerMode: "own" });
    expect(await update({ kubernetesHost: "", caCertificate: "" })).toMatchObject({ warnings: [] });
    await expect(update({ reviewerMode: "client" })).rejects.toMatchObject({ issues: [{ path: "kubernetesHost" }] });
    const back = { kubernetesHost: world().kubernetes.url, tokenReviewerJwt: ownJwt() };
    expect(await update(back)).toMatchObject({ reviewerMode: "stored", hasTokenReviewerJwt: true });
    expect(await update({ reviewerMode: "client" })).toMatchObject({
      reviewerMode: "client",
      hasTokenReviewerJwt: false,
    });
  });

  it("warns when a client that reviews itself is asked for an audience of its own", async () => {
    const warnings = [{ code: "audience_with_client_reviewer", field: "allowedAudience" }];
    expect(await tenant.attachKubernetesAuth(identity.id, { tokenReviewerJwt: "" })).toMatchObject({ warnings: [] });
    expect(await update({ allowedAudience: "podpass" })).toMatchObject({ warnings });
    expect(await update({ tokenReviewerJwt: ownJwt() })).toMatchObject({ warnings: [] });
  });
});
