import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { FakeKubernetesApi } from "../fake-kubernetes-api/index.ts";
import { KubernetesClient } from "../kubernetes-client.ts";
import type { ServiceAccountName } from "../service-account.ts";
import { createTemporaryFolder, removeTemporaryFolder } from "../temporary-folder.ts";
import { KubeApiServer } from "./kube-api-server.ts";
import { kubernetesAssets } from "./kubernetes-assets.ts";

const REVIEWER = { namespace: "infra", name: "reviewer" };
const APP = { namespace: "shop", name: "app" };
const GONE = { namespace: "shop", name: "gone" };
const START_MS = 90_000;

/** What both servers can do, so that one script prepares and asks them alike. */
interface Cluster {
  createServiceAccount(account: ServiceAccountName): unknown;
  deleteServiceAccount(account: ServiceAccountName): unknown;
  grantAuthDelegator(account: ServiceAccountName): unknown;
  issueToken(input: ServiceAccountName & { audiences?: string[] }): string | Promise<string>;
  issueExpiredToken(account: ServiceAccountName): string | Promise<string>;
  client: KubernetesClient;
}

interface Tokens {
  reviewer: string;
  app: string;
  vault: string;
  several: string;
  gone: string;
  expired: string;
}

async function prepare(cluster: Cluster): Promise<Tokens> {
  for (const account of [REVIEWER, APP, GONE]) await cluster.createServiceAccount(account);
  await cluster.grantAuthDelegator(REVIEWER);
  const tokens = {
    reviewer: await cluster.issueToken(REVIEWER),
    app: await cluster.issueToken(APP),
    vault: await cluster.issueToken({ ...APP, audiences: ["vault"] }),
    several: await cluster.issueToken({ ...APP, audiences: ["vault", "podpass", "https://kubernetes.default.svc"] }),
    gone: await cluster.issueToken(GONE),
    expired: await cluster.issueExpiredToken(APP),
  };
  await cluster.deleteServiceAccount(GONE);
  return tokens;
}

async function foreignToken(): Promise<string> {
  const { privateKey } = await generateKeyPair("RS256");
  const claims = { "kubernetes.io": { namespace: "shop", serviceaccount: { name: "app", uid: "x" } } };
  return new SignJWT({ ...claims, aud: "https://kubernetes.default.svc", iss: "https://kubernetes.default.svc" })
    .setProtectedHeader({ alg: "RS256" })
    .setExpirationTime("1h")
    .sign(privateKey);
}

type Question = [name: string, ask: (tokens: Tokens) => { token: string; audiences?: string[]; bearer?: string }];

const QUESTIONS: Question[] = [
  ["a valid token", ({ app }) => ({ token: app })],
  ["a valid token, own audience asked", ({ app }) => ({ token: app, audiences: ["https://kubernetes.default.svc"] })],
  ["no audiences asked", ({ app }) => ({ token: app, audiences: [] })],
  ["another audience asked", ({ app }) => ({ token: app, audiences: ["vault"] })],
  ["a token for another audience", ({ vault }) => ({ token: vault })],
  ["the audience a token has", ({ vault }) => ({ token: vault, audiences: ["other", "vault"] })],
  ["several of the audiences a token has", ({ several }) => ({ token: several, audiences: ["podpass", "vault", "x"] })],
  ["a junk token", () => ({ token: "junk" })],
  ["three junk segments", () => ({ token: "a.b.c" })],
  ["an empty token", () => ({ token: "" })],
  ["an expired token", ({ expired }) => ({ token: expired })],
  ["the token of a deleted account", ({ gone }) => ({ token: gone })],
  ["a reviewer without system:auth-delegator", ({ app }) => ({ token: app, bearer: app })],
  ["no reviewer", ({ app }) => ({ token: app, bearer: "" })],
  ["a junk reviewer", ({ app }) => ({ token: app, bearer: "junk" })],
  ["a reviewer of another audience", ({ app, vault }) => ({ token: app, bearer: vault })],
  ["a deleted reviewer", ({ app, gone }) => ({ token: app, bearer: gone })],
  ["an expired reviewer", ({ app, expired }) => ({ token: app, bearer: expired })],
];

async function ask(cluster: Cluster, tokens: Tokens, question: Question[1]) {
  const { token, bearer = tokens.reviewer, audiences } = question(tokens);
  const { status, body } = await cluster.client.review(token, { bearer, audiences });
  const { kind, apiVersion, message, reason, code, details } = body;
  if (kind === "Status") return { status, kind, apiVersion, message, reason, code, details };
  const review = body.status as { authenticated?: boolean; user: object; audiences?: string[]; error?: string };
  // The uid differs by nature, the extra values and the detail of an error from one Kubernetes version to the next.
  const { uid: _uid, extra: _extra, ...user } = review.user as Record<string, unknown>;
  const error = review.error && /^\[?invalid bearer token/.exec(review.error)?.[0];
  return { status, kind, apiVersion, user, authenticated: review.authenticated, audiences: review.audiences, error };
}

const assets = kubernetesAssets();
const title = assets
  ? "KubeApiServer"
  : "KubeApiServer (skipped: KUBEBUILDER_ASSETS names no folder with etcd and kube-apiserver)";

describe.skipIf(!assets)(title, () => {
  const folder = assets ?? "";
  let server: KubeApiServer;
  let fake: FakeKubernetesApi;
  const clients: KubernetesClient[] = [];
  const connect = (target: { url: string; caCertificate: string }) => {
    const client = new KubernetesClient({ url: target.url, caCertificate: target.caCertificate });
    clients.push(client);
    return client;
  };

  beforeAll(async () => {
    [server, fake] = await Promise.all([KubeApiServer.start(folder), FakeKubernetesApi.start()]);
  }, START_MS);
  afterAll(async () => {
    for (const client of clients) await client.close();
    await Promise.all([server?.close(), fake?.close()]);
  }, START_MS);

  describe("answers as the fake does to", () => {
    let real: Cluster;
    let pretended: Cluster;
    let realTokens: Tokens;
    let pretendedTokens: Tokens;

    beforeAll(async () => {
      real = {
        createServiceAccount: (account) => server.createServiceAccount(account),
        deleteServiceAccount: (account) => server.deleteServiceAccount(account),
        grantAuthDelegator: (account) => server.bindAuthDelegator(account),
        issueToken: (input) => server.createToken(input),
        issueExpiredToken: (account) => server.createExpiredToken(account),
        client: connect(server),
      };
      pretended = {
        createServiceAccount: (account) => fake.createServiceAccount(account),
        deleteServiceAccount: (account) => fake.deleteServiceAccount(account),
        grantAuthDelegator: (account) => fake.grantAuthDelegator(account),
        issueToken: (input) => fake.issueToken(input),
        issueExpiredToken: (account) => fake.issueToken({ ...account, expiresInSeconds: -3600 }),
        client: connect(fake),
      };
      for (const namespace of ["infra", "shop"]) await server.createNamespace(namespace);
      [realTokens, pretendedTokens] = await Promise.all([prepare(real), prepare(pretended)]);
    }, START_MS);

    it.each(QUESTIONS)("%s", async (_, question) => {
      const answer = await ask(real, realTokens, question);
      expect(answer).toMatchObject({
        status: expect.any(Number),
        kind: expect.stringMatching(/^(TokenReview|Status)$/),
      });
      expect(await ask(pretended, pretendedTokens, question)).toEqual(answer);
    });

    it("a token another key has signed", async () => {
      const token = await foreignToken();
      const answer = await ask(real, realTokens, () => ({ token }));
      expect(answer).toMatchObject({ status: 201, user: {}, error: "[invalid bearer token" });
      expect(await ask(pretended, pretendedTokens, () => ({ token }))).toEqual(answer);
    });
  });

  it("lets nobody review once the binding is removed, and at once", async () => {
    const account = { namespace: "default", name: "demoted" };
    await server.createServiceAccount(account);
    const bearer = await server.createToken(account);
    const client = connect(server);
    expect((await client.review("junk", { bearer })).status).toBe(403);
    await server.bindAuthDelegator(account);
    expect((await client.review("junk", { bearer })).status).toBe(201);
    await server.unbindAuthDelegator(account);
    expect((await client.review("junk", { bearer })).status).toBe(403);
  });

  it("throws what the server says when it refuses", async () => {
    const account = { namespace: "default", name: "nobody" };
    await expect(server.createToken(account)).rejects.toThrow('serviceaccounts \\"nobody\\" not found');
    await server.createServiceAccount(account);
    await expect(server.createToken({ ...account, expirationSeconds: 60 })).rejects.toThrow("less than 10 minutes");
    await expect(server.createServiceAccount(account)).rejects.toThrow("already exists");
  });

  it(
    "starts beside another, with which it shares neither CA nor keys, and is gone when closed",
    async () => {
      const [one, two] = await Promise.all([KubeApiServer.start(folder), KubeApiServer.start(folder)]);
      expect(one.url).not.toBe(two.url);
      const account = { namespace: "default", name: "app" };
      await Promise.all([one.createServiceAccount(account), two.createServiceAccount(account)]);
      const reviewing = connect(two);
      const { body } = await reviewing.review(await one.createToken(account), { bearer: two.adminToken });
      expect(body.status).toMatchObject({ user: {}, error: expect.stringContaining("invalid bearer token") });
      await expect(
        connect({ url: two.url, caCertificate: one.caCertificate }).send({ path: "/readyz" }),
      ).rejects.toThrow();
      await Promise.all([one.close(), two.close()]);
      await two.close();
      await expect(reviewing.send({ path: "/readyz" })).rejects.toThrow("ECONNREFUSED");
    },
    START_MS,
  );

  it(
    "says which binary failed to start, with the ends of both logs",
    async () => {
      const broken = createTemporaryFolder("podpass-assets-");
      onTestFinished(() => removeTemporaryFolder(broken));
      writeFileSync(join(broken, "etcd"), `#!/bin/sh\nexec '${join(folder, "etcd")}' "$@"\n`, { mode: 0o755 });
      writeFileSync(join(broken, "kube-apiserver"), "#!/bin/sh\necho out of luck >&2\nexit 7\n", { mode: 0o755 });
      const failure = await KubeApiServer.start(broken).catch((error: unknown) => String(error));
      expect(failure).toContain("did not start: kube-apiserver exited with code 7");
      expect(failure).toContain("out of luck");
      expect(failure).toContain("the end of etcd's log");
    },
    START_MS,
  );
});
