import {
  clientBinding,
  inOneFile,
  reviewerBinding,
  reviewerServiceAccount,
  reviewerToken,
  type ServiceAccountRef,
  workloadManifest,
} from "@podpass/contracts";
import { openDatabase } from "@podpass/prisma";
import { KubernetesClient, kubernetesAssets, TestClock } from "@podpass/testing";
import { type SharedKubeApiServer, sharedKubeApiServer } from "@podpass/testing/vitest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../testing/test-api.ts";

const AUTH_DELEGATOR = [
  { apiGroups: ["authentication.k8s.io"], resources: ["tokenreviews"], verbs: ["create"] },
  { apiGroups: ["authorization.k8s.io"], resources: ["subjectaccessreviews"], verbs: ["create"] },
];

/** Names that a careless YAML would turn into numbers and booleans. */
const suffix = `${Date.now()}`;
const INFRA = suffix;
const SHOP = `shop-${suffix}`;
const REVIEWER = { namespace: INFRA, name: "1e3" };
const APPLICATION = { namespace: SHOP, name: "true" };
const UNBOUND = { namespace: SHOP, name: "unbound" };

const subject = `what the guided setup generates${kubernetesAssets() ? "" : ": no real API server on this machine"}`;

describe.skipIf(!kubernetesAssets())(subject, () => {
  const api = testApi(async () => ({
    database: await openDatabase({ kind: "memory" }),
    clock: new TestClock(new Date()),
  }));
  let cluster: SharedKubeApiServer;
  let admin: KubernetesClient;

  beforeAll(async () => {
    cluster = await sharedKubeApiServer();
    admin = new KubernetesClient({ ...cluster, bearer: cluster.adminToken });
    for (const namespace of [INFRA, SHOP]) await cluster.createNamespace(namespace);
    await cluster.createServiceAccount(UNBOUND);
    await cluster.apply(
      inOneFile("podpass-reviewer.yaml", [
        reviewerServiceAccount(REVIEWER),
        reviewerBinding(REVIEWER),
        reviewerToken(REVIEWER),
      ]).yaml,
    );
    await cluster.apply(workloadManifest(APPLICATION, "podpass").yaml);
  });
  afterAll(() => admin.close());

  /** The rules of RBAC that a service account is under, as the server resolves them for it. */
  async function rulesOf(account: ServiceAccountRef): Promise<string[]> {
    const { body } = await admin.send({
      method: "POST",
      path: "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
      body: {
        apiVersion: "authorization.k8s.io/v1",
        kind: "SelfSubjectRulesReview",
        spec: { namespace: account.namespace },
      },
      bearer: await cluster.createToken(account),
    });
    // The server's own schema, of which only the rules are compared.
    const { resourceRules, nonResourceRules } = body.status as {
      resourceRules: unknown[];
      nonResourceRules: unknown[];
    };
    return [...resourceRules, ...nonResourceRules].map((rule) => JSON.stringify(rule));
  }

  async function logIn(config: Record<string, unknown>, jwt: string) {
    const identityId = await api().createIdentity();
    await api().admin("POST", `/api/v1/auth/kubernetes-auth/identities/${identityId}`, {
      body: {
        kubernetesHost: cluster.url,
        caCert: cluster.caCertificate,
        allowedNamespaces: SHOP,
        allowedNames: APPLICATION.name,
        ...config,
      },
    });
    return api().call("POST", "/api/v1/auth/kubernetes-auth/login", { body: { identityId, jwt } });
  }

  async function grantedTo(account: ServiceAccountRef): Promise<unknown[]> {
    const everybody = await rulesOf({ ...UNBOUND });
    return (await rulesOf(account)).filter((rule) => !everybody.includes(rule)).map((rule) => JSON.parse(rule));
  }

  test("gives the reviewer system:auth-delegator and nothing else, and the application nothing", async () => {
    expect(await grantedTo(REVIEWER)).toEqual(expect.arrayContaining(AUTH_DELEGATOR));
    expect(await grantedTo(REVIEWER)).toHaveLength(AUTH_DELEGATOR.length);
    expect(await grantedTo(APPLICATION)).toEqual([]);
  });

  test("sets up a reviewer, and a pod with a JWT for Podpass alone, that log in together", async () => {
    const tokenReviewerJwt = await cluster.createToken(REVIEWER);
    const config = { tokenReviewerJwt, allowedAudience: "podpass" };
    const jwt = await cluster.createToken({ ...APPLICATION, audiences: ["podpass"] });
    expect(await logIn(config, jwt)).toMatchObject({ status: 200, body: { tokenType: "Bearer" } });
    expect((await logIn(config, await cluster.createToken(APPLICATION))).status).not.toBe(200);
  });

  test("asks the token controller for the reviewer's token, by the reviewer's name", async () => {
    const { body } = await admin.send({ path: `/api/v1/namespaces/${INFRA}/secrets/${REVIEWER.name}-token` });
    expect(body).toMatchObject({
      type: "kubernetes.io/service-account-token",
      metadata: { annotations: { "kubernetes.io/service-account.name": REVIEWER.name } },
    });
  });

  test("lets an application review its own JWT once it is bound, and not before", async () => {
    const application = { namespace: SHOP, name: "0" };
    await cluster.apply(workloadManifest(application, "").yaml);
    const config = { allowedNames: application.name };
    expect((await logIn(config, await cluster.createToken(application))).status).toBe(401);
    await cluster.apply(clientBinding(application).yaml);
    expect(await logIn(config, await cluster.createToken(application))).toMatchObject({ status: 200 });
    expect(await grantedTo(application)).toHaveLength(AUTH_DELEGATOR.length);
  });

  test("is taken by the API server with the longest names there are", async () => {
    const longest = { namespace: SHOP, name: Array.from({ length: 4 }, () => "a".repeat(60)).join(".") };
    await cluster.apply(reviewerServiceAccount(longest).yaml);
    await cluster.apply(inOneFile("all.yaml", [reviewerToken(longest), reviewerBinding(longest)]).yaml);
    await cluster.apply(workloadManifest(longest, "https://podpass.example.com/ü'\"").yaml);
  });
});
