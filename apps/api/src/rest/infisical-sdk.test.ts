import { InfisicalSDK } from "@infisical/sdk";
import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { CLUSTERS } from "@podpass/testing/vitest";
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

  describe.each(CLUSTERS)("with a pod's token from $cluster", ({ start, isThere }) => {
    test.skipIf(!isThere)("reads secrets, and renews", async () => {
      const cluster = await start();
      const pod = { namespace: "sdk5", name: "checkout" };
      await cluster.createAccount(pod);
      await cluster.grantReview(pod);
      const identityId = await api().createIdentity();
      await api().admin("POST", `/api/v1/auth/kubernetes-auth/identities/${identityId}`, {
        body: { kubernetesHost: cluster.url, caCert: cluster.caCertificate, allowedNamespaces: pod.namespace },
      });
      await api().admin("POST", `/api/v2/workspace/${projectId}/identity-memberships/${identityId}`, {
        body: { role: "viewer" },
      });
      const key = `POD_${identityId.slice(0, 8)}`;
      await asAdmin().secrets().createSecret(key, { projectId, environment: "staging", secretValue: "for the pod" });
      const { accessToken } = await api().admin("POST", "/api/v1/auth/kubernetes-auth/login", {
        body: { identityId, jwt: await cluster.issueJwt(pod) },
      });
      const sdk = new InfisicalSDK({ siteUrl }).auth().accessToken(accessToken);
      const get = { projectId, environment: "staging", secretName: key };
      expect(await sdk.secrets().getSecret(get)).toMatchObject({ secretValue: "for the pod" });
      clock.advanceSeconds(1);
      const renewed = await sdk.auth().universalAuth.renew();
      expect(renewed.auth().getAccessToken()).not.toBe(accessToken);
      expect(await renewed.secrets().getSecret(get)).toMatchObject({ secretValue: "for the pod" });
      await cluster.close();
    });
  });

  test("reads folders below and imports, tagged secrets, and fills the process's environment", async () => {
    const sdk = asAdmin();
    const { id, environments } = await api().createProject("Tree");
    expect(environments).toHaveLength(3);
    const where = { projectId: id, environment: "dev" };
    await sdk.folders().create({ ...where, name: "apps", path: "/", description: "all apps" });
    await sdk.folders().create({ ...where, name: "web", path: "/apps" });
    expect(await sdk.folders().listFolders({ ...where })).toMatchObject([{ name: "apps" }]);
    expect(await sdk.folders().listFolders({ ...where, recursive: true })).toHaveLength(2);
    const { tag } = await api().admin("POST", `/api/v1/projects/${id}/tags`, { body: { slug: "backend" } });
    const put = (name: string, more: object) =>
      sdk.secrets().createSecret(name, { ...where, secretValue: `value of ${name}`, ...more });
    await put("PODPASS_SDK_TOP", { tagIds: [tag.id] });
    await put("PODPASS_SDK_DEEP", { secretPath: "/apps/web" });
    await put("PODPASS_SDK_IMPORTED", { environment: "prod" });
    await api().admin("POST", "/api/v2/secret-imports", {
      body: { projectId: id, environment: "dev", import: { environment: "prod", path: "/" } },
    });
    const keysOf = (secrets: { secretKey: string }[]) => secrets.map(({ secretKey }) => secretKey);
    const { secrets } = await sdk.secrets().listSecrets({ ...where, recursive: true });
    expect(keysOf(secrets)).toEqual(["PODPASS_SDK_TOP", "PODPASS_SDK_DEEP"]);
    const tagged = await sdk.secrets().listSecrets({ ...where, recursive: true, tagSlugs: ["backend"] });
    expect(keysOf(tagged.secrets)).toEqual(["PODPASS_SDK_TOP"]);
    const all = await sdk.secrets().listSecretsWithImports({ ...where, recursive: true, attachToProcessEnv: true });
    try {
      expect(keysOf(all).toSorted()).toEqual(["PODPASS_SDK_DEEP", "PODPASS_SDK_IMPORTED", "PODPASS_SDK_TOP"]);
      for (const key of keysOf(all)) expect(process.env[key]).toBe(`value of ${key}`);
    } finally {
      for (const key of keysOf(all)) delete process.env[key];
    }
  });

  test("is told in a sentence what Podpass does not have", async () => {
    const create = asAdmin().kms().keys().getByName({ projectId, name: "key" });
    await expect(create).rejects.toThrow("KMS keys are not supported");
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

  test("invites people of the organization to a project", async () => {
    const [ada, ben] = [await api().createPerson(api().organizationId), await api().createPerson(api().organizationId)];
    const projects = asAdmin().projects();
    expect(
      await projects.inviteMembers({ projectId, emails: [ada.email], usernames: [ben.email], roleSlugs: ["viewer"] }),
    ).toMatchObject([
      { userId: ada.id, projectId, role: "viewer", status: "accepted" },
      { userId: ben.id, projectId, role: "viewer", status: "accepted" },
    ]);
    expect(await projects.inviteMembers({ projectId, emails: [ada.email] })).toEqual([]);
    await expect(projects.inviteMembers({ projectId, emails: ["nobody@example.com"] })).rejects.toThrow(
      "'nobody@example.com' is not a member of this organization",
    );
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
