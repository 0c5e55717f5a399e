import { openDatabase } from "@podpass/prisma";
import { postgresBinaries, TestClock } from "@podpass/testing";
import { CLUSTERS, type Cluster, sharedPostgresServer } from "@podpass/testing/vitest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Api } from "../testing/api.ts";

const DATABASES = [
  {
    database: "the embedded engine",
    open: async () => ({ database: await openDatabase({ kind: "memory" }), drop: async () => {} }),
    isThere: true,
  },
  {
    database: "PostgreSQL (installed)",
    async open() {
      const { url, drop } = await (await sharedPostgresServer()).createMigratedDatabase();
      return { database: await openDatabase({ kind: "postgres", url }), drop };
    },
    isThere: postgresBinaries() !== undefined,
  },
];

for (const { cluster, start, isThere: hasCluster } of CLUSTERS) {
  for (const { database, open, isThere: hasDatabase } of DATABASES) {
    const isThere = hasCluster && hasDatabase;
    const subject = `the main job by REST alone, with ${cluster} and ${database}${isThere ? "" : ": not on this machine"}`;
    describe.skipIf(!isThere)(subject, () => runScript(start, open));
  }
}

function runScript(start: () => Promise<Cluster>, open: (typeof DATABASES)[number]["open"]): void {
  const suffix = crypto.randomUUID().slice(0, 8);
  const shop = `shop-${suffix}`;
  const pod = { namespace: shop, name: "checkout" };
  const reviewer = { namespace: `podpass-${suffix}`, name: "reviewer" };
  const selfReviewing = { namespace: shop, name: "self-reviewing" };
  let api: Api;
  let cluster: Cluster;
  let dropDatabase: () => Promise<unknown>;
  let projectId: string;

  beforeAll(async () => {
    cluster = await start();
    const { database, drop } = await open();
    dropDatabase = drop;
    const clock = new TestClock(new Date());
    api = await Api.openSetUp({ database, clock });
    for (const account of [pod, reviewer, selfReviewing]) await cluster.createAccount(account);
    for (const account of [reviewer, selfReviewing]) await cluster.grantReview(account);
    const { project } = await api.admin("POST", "/api/v1/projects", { body: { projectName: "Shop" } });
    projectId = project.id;
    await api.admin("POST", "/api/v3/secrets/raw/DB_URL", {
      body: { workspaceId: projectId, environment: "dev", secretValue: "postgres://db" },
    });
  });
  afterAll(async () => {
    await api[Symbol.asyncDispose]();
    await cluster.close();
    await dropDatabase();
  });

  /** An identity with Kubernetes Auth that may read the project. */
  async function identityWith(config: Record<string, unknown>): Promise<string> {
    const identityId = await api.createIdentity("no-access", "checkout");
    await api.admin("POST", `/api/v1/auth/kubernetes-auth/identities/${identityId}`, {
      body: { kubernetesHost: cluster.url, caCert: cluster.caCertificate, ...config },
    });
    await api.admin("POST", `/api/v2/workspace/${projectId}/identity-memberships/${identityId}`, {
      body: { roles: [{ role: "viewer", isTemporary: false }] },
    });
    return identityId;
  }

  const withReviewer = async () => ({ tokenReviewerJwt: await cluster.issueJwt(reviewer) });
  const logIn = (identityId: string, jwt: string) =>
    api.call("POST", "/api/v1/auth/kubernetes-auth/login", { body: { identityId, jwt } });
  const readSecret = (token: string) =>
    api.call("GET", "/api/v3/secrets/raw/DB_URL", { token, query: { workspaceId: projectId, environment: "dev" } });

  test("a pod logs in, reads its secret, renews, revokes, and is then nobody", async () => {
    const identityId = await identityWith({ ...(await withReviewer()), allowedNamespaces: shop });
    const login = await logIn(identityId, await cluster.issueJwt(pod));
    expect(login).toMatchObject({ status: 200, body: { expiresIn: 2_592_000, tokenType: "Bearer" } });
    const { accessToken } = login.body;
    expect(await readSecret(accessToken)).toMatchObject({
      status: 200,
      body: { secret: { secretKey: "DB_URL", secretValue: "postgres://db", secretValueHidden: false } },
    });
    const renewal = await api.call("POST", "/api/v1/auth/token/renew", { body: { accessToken } });
    expect(renewal).toMatchObject({ status: 200, body: { accessTokenMaxTTL: 2_592_000 } });
    for (const token of [accessToken, renewal.body.accessToken]) expect((await readSecret(token)).status).toBe(200);
    const revocation = await api.call("POST", "/api/v1/auth/token/revoke", { body: { accessToken } });
    expect(revocation).toMatchObject({ status: 200, body: { message: "Successfully revoked access token" } });
    for (const token of [accessToken, renewal.body.accessToken]) {
      expect(await readSecret(token)).toMatchObject({ status: 401, body: { error: "TokenError" } });
    }
  });

  test("a pod whose own JWT may review logs in without a stored reviewer", async () => {
    const identityId = await identityWith({ allowedNames: selfReviewing.name });
    expect(await logIn(identityId, await cluster.issueJwt(selfReviewing))).toMatchObject({ status: 200 });
  });

  test("a pod whose own JWT may not review is refused without a stored reviewer", async () => {
    const identityId = await identityWith({ allowedNames: pod.name });
    const answer = await logIn(identityId, await cluster.issueJwt(pod));
    expect(answer.status).toBe(401);
    expect(answer.body).not.toHaveProperty("accessToken");
  });

  test.each([
    ["namespace", { allowedNamespaces: "elsewhere" }, "Access denied: K8s namespace not allowed."],
    ["name", { allowedNames: "somebody" }, "Access denied: K8s name not allowed."],
  ])("a pod of another %s is refused", async (_what, rule, message) => {
    const identityId = await identityWith({ ...(await withReviewer()), ...rule });
    expect(await logIn(identityId, await cluster.issueJwt(pod))).toMatchObject({ status: 401, body: { message } });
  });

  test("a JWT for the allowed audience logs in, for another it is refused", async () => {
    const rule = { allowedNamespaces: shop, allowedAudience: "podpass" };
    const identityId = await identityWith({ ...(await withReviewer()), ...rule });
    expect((await logIn(identityId, await cluster.issueJwt(pod, "podpass"))).status).toBe(200);
    expect((await logIn(identityId, await cluster.issueJwt(pod, "somebody-else"))).status).toBe(401);
    expect((await logIn(identityId, await cluster.issueJwt(pod))).status).toBe(401);
  });

  test("a deleted service account's JWT is refused", async () => {
    const shortLived = { namespace: shop, name: "short-lived" };
    await cluster.createAccount(shortLived);
    const jwt = await cluster.issueJwt(shortLived);
    const identityId = await identityWith({ ...(await withReviewer()), allowedNamespaces: shop });
    expect((await logIn(identityId, jwt)).status).toBe(200);
    await cluster.deleteAccount(shortLived);
    await expect.poll(async () => (await logIn(identityId, jwt)).status).toBe(401);
  });

  test("junk and a forged JWT are refused alike", async () => {
    const identityId = await identityWith({ ...(await withReviewer()), allowedNamespaces: shop });
    const [header, payload] = (await cluster.issueJwt(pod)).split(".");
    const answers = [
      await logIn(identityId, "junk"),
      await logIn(identityId, `${header}.${payload}.${"A".repeat(342)}`),
    ];
    for (const { status, body } of answers) {
      expect({ status, ...body, reqId: "" }).toEqual({
        status: 401,
        reqId: "",
        statusCode: 401,
        message: "Login refused",
        error: "UnauthorizedError",
      });
    }
  });
}
