import { InfisicalSDK } from "@infisical/sdk";
import { openDatabase } from "@podpass/prisma";
import { FakeKubernetesApi, TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../testing/test-api.ts";

describe("the unmodified @infisical/sdk", () => {
  const clock = new TestClock(new Date());
  const api = testApi(async () => ({ clock, database: await openDatabase({ kind: "memory" }) }));
  let siteUrl: string;
  let projectId: string;

  beforeAll(async () => {
    siteUrl = await api().app.listen({ host: "127.0.0.1", port: 0 });
    projectId = (await api().createProject()).id;
  });

  const asAdmin = () => new InfisicalSDK({ siteUrl }).auth().accessToken(api().adminToken);

  test("logs in with Universal Auth, and renews", async () => {
    const identityId = await api().createIdentity();
    const url = `/api/v1/auth/universal-auth/identities/${identityId}`;
    const { identityUniversalAuth } = await api().admin("POST", url, { body: {} });
    const { clientSecret } = await api().admin("POST", `${url}/client-secrets`, { body: {} });
    const sdk = new InfisicalSDK({ siteUrl });
    const loggedIn = await sdk.auth().universalAuth.login({ clientId: identityUniversalAuth.clientId, clientSecret });
    expect(loggedIn.auth().getAccessToken()).toMatch(/^eyJ/);
    clock.advanceSeconds(60);
    const renewed = await loggedIn.auth().universalAuth.renew();
    expect(renewed.auth().getAccessToken()).toMatch(/^eyJ/);
  });

  test("works with a pod's token from Kubernetes Auth", async () => {
    await using cluster = await FakeKubernetesApi.start();
    const pod = { namespace: "shop", name: "checkout" };
    cluster.createServiceAccount(pod);
    cluster.grantAuthDelegator(pod);
    const identityId = await api().createIdentity();
    await api().admin("POST", `/api/v1/auth/kubernetes-auth/identities/${identityId}`, {
      body: { kubernetesHost: cluster.url, caCert: cluster.caCertificate, allowedNamespaces: "shop" },
    });
    await api().admin("POST", `/api/v2/workspace/${projectId}/identity-memberships/${identityId}`, {
      body: { role: "viewer" },
    });
    await asAdmin().secrets().createSecret("POD", { projectId, environment: "staging", secretValue: "for the pod" });
    const { accessToken } = await api().admin("POST", "/api/v1/auth/kubernetes-auth/login", {
      body: { identityId, jwt: cluster.issueToken(pod) },
    });
    const sdk = new InfisicalSDK({ siteUrl }).auth().accessToken(accessToken);
    const { secrets } = await sdk.secrets().listSecrets({ projectId, environment: "staging" });
    expect(secrets).toMatchObject([{ secretKey: "POD", secretValue: "for the pod" }]);
    const renewed = await sdk.auth().universalAuth.renew();
    expect((await renewed.secrets().listSecrets({ projectId, environment: "staging" })).secrets).toHaveLength(1);
  });

  test("creates, reads, lists, renames and deletes secrets", async () => {
    const secrets = asAdmin().secrets();
    const where = { projectId, environment: "dev" };
    const created = await secrets.createSecret("API_KEY", {
      ...where,
      secretValue: "one",
      secretComment: "a comment",
      secretPath: "/",
    });
    expect(created.secret).toMatchObject({ secretKey: "API_KEY", secretValue: "one", version: 1, type: "shared" });
    expect(await secrets.getSecret({ ...where, secretName: "API_KEY" })).toMatchObject({
      secretValue: "one",
      secretComment: "a comment",
      workspace: projectId,
      environment: "dev",
      secretPath: "/",
    });
    await secrets.updateSecret("API_KEY", { ...where, secretValue: "two", newSecretName: "KEY" });
    const listed = await secrets.listSecretsWithImports({ ...where, recursive: true });
    expect(listed).toMatchObject([{ secretKey: "KEY", secretValue: "two", version: 2 }]);
    expect(await secrets.getSecret({ ...where, secretName: "KEY", version: 1 })).toMatchObject({ secretValue: "one" });
    const hidden = await secrets.listSecrets({ ...where, viewSecretValue: false });
    expect(hidden.secrets).toMatchObject([{ secretValue: "<hidden-by-infisical>", secretValueHidden: true }]);
    await secrets.deleteSecret("KEY", where);
    expect((await secrets.listSecrets(where)).secrets).toEqual([]);
  });

  test("creates a project and an environment", async () => {
    const sdk = asAdmin();
    const project = await sdk.projects().create({ projectName: "From the SDK", type: "secret-manager" });
    expect(project).toMatchObject({ name: "From the SDK", slug: "from-the-sdk" });
    const environment = await sdk
      .environments()
      .create({ projectId: project.id, name: "Quality", slug: "qa", position: 1 });
    expect(environment).toMatchObject({ name: "Quality", slug: "qa", projectId: project.id, position: 1 });
  });

  test("shows the server's sentence when it is refused", async () => {
    const secrets = asAdmin().secrets();
    await expect(secrets.getSecret({ projectId, environment: "dev", secretName: "NONE" })).rejects.toThrow(
      "Secret with name 'NONE' not found",
    );
    await expect(secrets.listSecrets({ projectId, environment: "nowhere" })).rejects.toThrow(
      /Environment with slug 'nowhere'/,
    );
  });
});
