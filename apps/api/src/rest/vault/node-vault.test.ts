import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { CLUSTERS, type Cluster } from "@podpass/testing/vitest";
import nodeVault from "node-vault";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Api } from "../../testing/api.ts";

const DAY_SECONDS = 86_400;

for (const { cluster: name, start, isThere } of CLUSTERS) {
  describe.skipIf(!isThere)(`the unmodified node-vault, with ${name}${isThere ? "" : ": not on this machine"}`, () => {
    const shop = `shop-${crypto.randomUUID().slice(0, 8)}`;
    const pod = { namespace: shop, name: "checkout" };
    const clock = new TestClock(new Date());
    let api: Api;
    let cluster: Cluster;
    let endpoint: string;
    let identityId: string;

    beforeAll(async () => {
      [cluster, api] = await Promise.all([
        start(),
        openDatabase({ kind: "memory" }).then((database) => Api.openSetUp({ database, clock })),
      ]);
      await cluster.createAccount(pod);
      await cluster.grantReview(pod);
      endpoint = await api.app.listen({ host: "127.0.0.1", port: 0 });
      const project = await api.createProject();
      const where = { workspaceId: project.id, environment: "dev" };
      await api.admin("POST", "/api/v1/folders", { body: { ...where, name: "checkout" } });
      for (const [secretName, secretValue] of Object.entries({ DB_URL: "postgres://db", MODE: "fast" })) {
        const body = { ...where, secretPath: "/checkout", secretValue };
        await api.admin("POST", `/api/v3/secrets/raw/${secretName}`, { body });
      }
      identityId = await api.createIdentity("no-access", "checkout");
      await api.admin("POST", `/api/v1/auth/kubernetes-auth/identities/${identityId}`, {
        body: {
          kubernetesHost: cluster.url,
          caCert: cluster.caCertificate,
          allowedNamespaces: shop,
          accessTokenTTL: DAY_SECONDS,
          accessTokenMaxTTL: 3 * DAY_SECONDS,
        },
      });
      await api.admin("POST", `/api/v1/projects/${project.id}/memberships/identities/${identityId}`, {
        body: { role: "viewer" },
      });
    });
    afterAll(async () => {
      await api[Symbol.asyncDispose]();
      await cluster.close();
    });

    const logIn = async (options: { role?: string; kubernetesPath?: string } = {}) => {
      const vault = nodeVault({ endpoint });
      const { role = "checkout", kubernetesPath = "kubernetes" } = options;
      const answer = await vault.kubernetesLogin({ role, jwt: await cluster.issueJwt(pod), kubernetesPath });
      return { vault, answer };
    };

    test("logs in by the identity's name or id, at any mount", async () => {
      for (const options of [{}, { role: identityId }, { kubernetesPath: "clusters/eu" }]) {
        const { answer } = await logIn(options);
        expect(answer.auth).toMatchObject({
          lease_duration: DAY_SECONDS,
          renewable: true,
          entity_id: identityId,
          metadata: { role: "checkout", service_account_name: "checkout", service_account_namespace: shop },
        });
      }
    });

    test("reads a folder as one secret, and a secret alone", async () => {
      const { vault } = await logIn();
      const folder = await vault.read("shop/data/dev/checkout");
      expect(folder.data.data).toEqual({ DB_URL: "postgres://db", MODE: "fast" });
      const secret = await vault.read("shop/data/dev/checkout/DB_URL");
      expect(secret.data).toMatchObject({ data: { value: "postgres://db" }, metadata: { version: 1 } });
    });

    test.each([
      ["its LIST method", {}],
      ["GET and ?list=1", { noCustomHTTPVerbs: true }],
    ])("lists with %s", async (_what, options) => {
      const { answer } = await logIn();
      const vault = nodeVault({ endpoint, token: answer.auth.client_token, ...options });
      const list = async (path: string) => (await vault.list(path)).data.keys;
      expect(await list("shop/metadata/")).toEqual(["dev/", "prod/", "staging/"]);
      expect(await list("shop/metadata/dev")).toEqual(["checkout/"]);
      expect(await list("shop/metadata/dev/checkout")).toEqual(["DB_URL", "MODE"]);
      await expect(list("shop/metadata/prod")).rejects.toThrow("Status 404");
    });

    test("keeps its token through renewals, and loses it at the end of its lease", async () => {
      const { vault, answer } = await logIn();
      const { client_token: token } = answer.auth;
      // The third time, three quarters of the last of its three days are left.
      for (const leaseDays of [1, 1, 0.75]) {
        clock.advanceSeconds(0.75 * DAY_SECONDS);
        const { auth } = await vault.tokenRenewSelf();
        expect(auth).toMatchObject({ client_token: token, lease_duration: leaseDays * DAY_SECONDS });
        expect((await vault.tokenLookupSelf()).data).toMatchObject({ id: token, ttl: auth.lease_duration });
      }
      clock.advanceSeconds(0.75 * DAY_SECONDS);
      await expect(vault.read("shop/data/dev/checkout")).rejects.toMatchObject({ response: { statusCode: 403 } });
    });

    test("ends its own token", async () => {
      const { vault } = await logIn();
      await vault.tokenRevokeSelf();
      await expect(vault.tokenLookupSelf()).rejects.toMatchObject({
        message: "permission denied",
        response: { statusCode: 403 },
      });
    });

    test("is told that the server is there, and no more before proof", async () => {
      const vault = nodeVault({ endpoint });
      expect(await vault.health()).toMatchObject({ initialized: true, sealed: false });
      expect(await vault.initialized()).toEqual({ initialized: true });
      expect(await vault.status()).toMatchObject({ sealed: false });
      for (const role of ["nobody", crypto.randomUUID(), identityId]) {
        const login = vault.kubernetesLogin({ role, jwt: "a.b.c", kubernetesPath: "kubernetes" });
        await expect(login).rejects.toMatchObject({
          response: { statusCode: 403, body: { errors: ["permission denied", "Login refused"] } },
        });
      }
    });
  });
}
