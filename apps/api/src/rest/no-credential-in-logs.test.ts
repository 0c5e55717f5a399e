import { Writable } from "node:stream";
import { openDatabase } from "@podpass/prisma";
import { FakeKubernetesApi, TestClock } from "@podpass/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Api } from "../testing/api.ts";

const lines: string[] = [];
const logTo = new Writable({
  write(chunk, _encoding, done) {
    lines.push(String(chunk));
    done();
  },
});
const pod = { namespace: "shop", name: "checkout" };
const reviewer = { namespace: "podpass", name: "reviewer" };
let api: Api;
let cluster: FakeKubernetesApi;

beforeAll(async () => {
  cluster = await FakeKubernetesApi.start();
  const clock = new TestClock(new Date());
  api = await Api.openSetUp({ database: await openDatabase({ kind: "memory" }), clock, logTo });
  for (const account of [pod, reviewer]) cluster.createServiceAccount(account);
  cluster.grantAuthDelegator(reviewer);
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await cluster.close();
});

test("no credential and no secret value is in any log line, at level debug, whatever succeeds or fails", async () => {
  const secretValue = "the-launch-code-0000";
  const reviewerJwt = cluster.issueToken(reviewer);
  const jwt = cluster.issueToken(pod);
  const { id: projectId } = await api.createProject();
  const scope = { workspaceId: projectId, environment: "dev" };
  const asAdmin = { token: api.adminToken };
  await api.admin("POST", "/api/v3/secrets/raw/CODE", { body: { ...scope, secretValue } });
  await api.call("POST", "/api/v3/secrets/raw/CODE", { ...asAdmin, body: { ...scope, secretValue } });
  await api.call("POST", "/api/v3/secrets/raw/NO:GOOD", { ...asAdmin, body: { ...scope, secretValue } });

  const identityId = await api.createIdentity();
  const kubernetes = `/api/v1/auth/kubernetes-auth/identities/${identityId}`;
  const config = { kubernetesHost: cluster.url, caCert: cluster.caCertificate, allowedNamespaces: "shop" };
  await api.call("POST", kubernetes, { ...asAdmin, body: { ...config, tokenReviewerJwt: `${reviewerJwt}!` } });
  await api.admin("POST", kubernetes, { body: { ...config, tokenReviewerJwt: reviewerJwt } });
  const universal = `/api/v1/auth/universal-auth/identities/${identityId}`;
  const { identityUniversalAuth } = await api.admin("POST", universal, { body: {} });
  const { clientId } = identityUniversalAuth;
  const { clientSecret } = await api.admin("POST", `${universal}/client-secrets`, { body: {} });

  const login = "/api/v1/auth/kubernetes-auth/login";
  const { accessToken } = await api.admin("POST", login, { body: { identityId, jwt } });
  await api.call("POST", login, { body: { identityId: jwt, jwt } });
  await api.call("POST", login, { body: { identityId, jwt: `${jwt}${"A".repeat(9000)}` } });
  await api.call("POST", login, { body: `{"identityId":"x","jwt":"${jwt}`, headers: { "content-type": "text/json" } });
  await api.call("POST", login, { body: { identityId: clientSecret, jwt } });
  for (const kind of ["reset", "truncate"] as const) {
    cluster.answerNext({ kind });
    await api.call("POST", login, { body: { identityId, jwt } });
  }
  await api.call("POST", "/api/v1/auth/universal-auth/login", { body: { clientId, clientSecret } });
  await api.call("POST", "/api/v1/auth/universal-auth/login", { body: { clientId, clientSecret: `${clientSecret}x` } });
  await api.call("GET", "/api/v3/secrets/raw", { token: accessToken, query: scope });
  await api.call("GET", "/api/v3/secrets/raw", { token: `${accessToken}x`, query: scope });
  const { accessToken: renewed } = await api.admin("POST", "/api/v1/auth/token/renew", { body: { accessToken } });
  await api.call("POST", "/api/v1/auth/token/revoke", { body: { accessToken } });
  await api.call("POST", "/api/v1/auth/token/renew", { body: { accessToken: renewed } });
  await api.call("POST", "/api/v1/auth/token/renew", { body: accessToken, headers: { "content-type": "text/plain" } });

  const log = lines.join("");
  expect(lines.length).toBeGreaterThan(20);
  expect(log).toContain(identityId);
  // The signature is what makes a JWT usable: no part of it may be there.
  const signatures = [reviewerJwt, jwt, accessToken, renewed, api.adminToken].map((token) => token.split(".")[2]);
  const credentials = [...signatures, clientSecret, secretValue, "correct horse battery"];
  for (const credential of credentials) {
    expect(lines.filter((line) => line.includes(credential.slice(0, 24)))).toEqual([]);
  }
  // Not even the start of one that was put where an id belongs.
  expect(lines.filter((line) => line.includes(jwt.slice(0, 40)))).toEqual([]);
});
