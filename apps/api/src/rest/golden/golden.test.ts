import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { openDatabase } from "@podpass/prisma";
import { FakeKubernetesApi, TestClock } from "@podpass/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { testApi } from "../../testing/test-api.ts";
import { cli, csi, goSdk, nodeSdk2, operator, python, terraform } from "./decoders.ts";
import { filled } from "./go-json.ts";
import { type RawAnswer, requestBytes, sendBytes } from "./raw-request.ts";

const REQUESTS = path.join(import.meta.dirname, "requests");

interface Expectation {
  status: number;
  /** How the client reads the body. */
  decoder: z.ZodType | null;
  /** What later requests send again, by name: a path into the body, or a header. */
  keeps: Record<string, string>;
}

const ok = (decoder: z.ZodType, keeps: Record<string, string> = {}): Expectation => ({ status: 200, decoder, keeps });
const fails = (status: number, decoder: z.ZodType = goSdk.error): Expectation => ({ status, decoder, keeps: {} });
const unchanged: Expectation = { status: 304, decoder: null, keeps: {} };
const logsIn = ok(goSdk.login, { token: "accessToken" });
/** Of an event stream: the frame that tells that it stands. */
const ping: Expectation = { status: 200, decoder: null, keeps: {} };

/** What each recorded request is answered, in the order of the files. */
const CLIENTS: Record<string, Record<string, Expectation>> = {
  "go-sdk": {
    "01-login": logsIn,
    "02-list": ok(goSdk.secrets, { etag: "header etag" }),
    "03-list-by-slug": ok(goSdk.secrets),
    "04-list-unchanged": unchanged,
    "05-retrieve": ok(goSdk.secret),
    "06-retrieve-missing": fails(404),
    "07-create": ok(goSdk.secret),
    "08-update": ok(goSdk.secret),
    "09-delete": ok(goSdk.secret),
    "10-batch-create": ok(goSdk.batch),
    "11-create-folder": ok(goSdk.folder, { folderId: "folder.id" }),
    "12-list-folders": ok(goSdk.folders),
    "13-update-folder": ok(goSdk.folder),
    "14-delete-folder": ok(goSdk.folder),
    "15-renew": logsIn,
    "16-revoke": ok(goSdk.revoked),
    "17-after-revocation": fails(401),
  },
  cli: {
    "01-login": logsIn,
    "02-run-export": ok(cli.secrets),
    "03-run-before-0.43.99": ok(cli.secrets),
    "04-wrong-environment": fails(404),
    "05-set-new": ok(goSdk.secret),
    "06-set-again": ok(goSdk.secret),
    "07-delete": ok(goSdk.secret),
    "08-create-folder": ok(goSdk.folder),
    "09-get-folders": ok(cli.folders),
    "10-delete-folder": ok(goSdk.folder),
    "11-tag-missing": fails(404),
    "12-create-tag": ok(cli.tag),
    "13-login-status": ok(cli.details),
    "14-token-renew": logsIn,
    "15-service-token": fails(404),
    "16-mistyped-environment": fails(404),
  },
  agent: {
    "01-login": logsIn,
    "02-renew": logsIn,
    "03-list-secrets": ok(cli.secrets, { etag: "header etag" }),
    "04-get-secret-by-name": ok(goSdk.secret, { etag: "header etag" }),
    "05-project-by-slug": ok(operator.project),
    "06-injector-list": ok(cli.secrets, { etag: "header etag" }),
    "07-revoke": ok(goSdk.revoked),
  },
  operator: {
    "01-status": ok(operator.status),
    "02-login": logsIn,
    "03-v1alpha1-project": ok(operator.project),
    "04-v1alpha1-list": ok(goSdk.secrets, { etag: "header etag" }),
    "05-v1alpha1-unchanged": unchanged,
    "06-v1beta1-project": ok(operator.project),
    "07-v1beta1-project-missing": fails(404),
    "08-v1beta1-list": ok(goSdk.secrets),
    "09-push": ok(goSdk.secret),
    "10-push-delete": ok(goSdk.secret),
    "11-instant-updates": ping,
    "12-v1beta1-project-mistyped": fails(404),
  },
  "external-secrets": {
    "01-login": logsIn,
    "02-validate": ok(goSdk.secrets),
    "03-get": ok(goSdk.secret),
    "04-get-missing": fails(404),
    "05-project-by-slug": ok(operator.project),
    "06-project-by-slug-of-old": ok(operator.project),
    "07-push": ok(goSdk.secret),
    "08-push-again": ok(goSdk.secret),
    "09-delete": ok(goSdk.secret),
    "10-close": ok(goSdk.revoked),
  },
  "csi-provider": { "01-login": logsIn, "02-read-api-key": ok(csi.secret), "03-read-database-url": ok(csi.secret) },
  python: {
    "01-login": ok(python.login, { token: "accessToken" }),
    "02-list": ok(python.secrets),
    "03-list-by-slug": ok(python.secrets),
    "04-get": ok(python.secret),
    "05-create": ok(python.secret),
    "06-update": ok(python.secret),
    "07-delete": ok(python.secret),
    "08-create-folder": ok(python.folder, { folderId: "folder.id" }),
    "09-list-folders": ok(python.folders),
    "10-get-folder": ok(python.folder),
    "11-delete-folder": ok(z.object({ folder: z.object({ id: filled }) })),
  },
  "node-sdk-2": {
    "01-login": ok(nodeSdk2.login, { token: "accessToken" }),
    "02-list": ok(nodeSdk2.secrets),
    "03-get": ok(nodeSdk2.secret),
    "04-get-missing": fails(404, nodeSdk2.error),
    "05-create": ok(nodeSdk2.secret),
    "06-update": ok(nodeSdk2.secret),
    "07-delete": ok(nodeSdk2.secret),
    "08-login-refused": fails(401, nodeSdk2.error),
  },
  terraform: {
    "01-login": logsIn,
    "02-create-identity": ok(terraform.identity, { newIdentityId: "identity.id" }),
    "03-read-identity": ok(terraform.readIdentity),
    "04-update-identity": ok(terraform.identity),
    "05-attach-kubernetes-auth": ok(terraform.kubernetesAuth),
    "06-read-kubernetes-auth": ok(terraform.kubernetesAuth),
    "07-update-kubernetes-auth": ok(terraform.kubernetesAuth),
    "08-create-project": ok(terraform.createProject, { newProjectId: "project.id" }),
    "09-read-project": ok(terraform.readProject),
    "10-update-project": ok(terraform.createProject),
    "11-add-project-identity": ok(terraform.membership),
    "12-read-project-identity": ok(terraform.readMembership),
    "13-update-project-identity": ok(terraform.roles),
    "14-create-environment": ok(terraform.environment, { environmentId: "environment.id" }),
    "15-read-environment": ok(terraform.environment),
    "16-update-environment": ok(terraform.environment),
    "17-create-secret": ok(goSdk.secret, { secretId: "secret.id" }),
    "18-read-secret-by-id": ok(goSdk.secret),
    "19-update-secret": ok(goSdk.secret),
    "20-delete-secret": ok(goSdk.secret),
    "21-create-folder": ok(terraform.folder, { folderId: "folder.id" }),
    "22-read-folder": ok(terraform.folder),
    "23-delete-folder": ok(goSdk.folder),
    "24-create-role": ok(terraform.role, { roleId: "role.id" }),
    "25-read-role": ok(terraform.role),
    "26-read-role-by-id": ok(terraform.role),
    "27-delete-role": ok(terraform.role),
    "28-delete-environment": ok(terraform.environment),
    "29-delete-project-identity": ok(terraform.membership),
    "30-delete-kubernetes-auth": ok(z.object({ identityKubernetesAuth: z.object({ id: filled }) })),
    "31-delete-identity": ok(terraform.identity),
    "32-identity-is-gone": fails(404),
    "33-set-audit-retention": ok(terraform.readProject),
    "34-read-audit-retention": ok(terraform.retainedProject),
    "35-create-own-identity": ok(terraform.ownIdentity, { ownIdentityId: "identity.id" }),
    "36-read-own-identity": ok(terraform.ownIdentity),
    "37-update-own-identity": ok(terraform.ownIdentity),
    "38-update-own-identity-roles": ok(terraform.roles),
    "39-read-own-identity-roles": ok(terraform.readMembership),
    "40-delete-own-identity": ok(terraform.ownIdentity),
    "41-delete-project": ok(terraform.project),
    "42-create-role-by-slug": ok(terraform.role, { roleId: "role.id" }),
    "43-delete-role-by-slug": ok(terraform.role),
  },
};

describe("requests as clients send them, byte for byte", () => {
  const api = testApi(async () => ({
    clock: new TestClock(new Date()),
    database: await openDatabase({ kind: "memory" }),
  }));
  const pod = { namespace: "shop", name: "checkout" };
  const reviewer = { namespace: "default", name: "reviewer" };
  let cluster: FakeKubernetesApi;
  let port: number;
  let variables: Record<string, string>;

  beforeAll(async () => {
    cluster = await FakeKubernetesApi.start();
    cluster.createServiceAccount(pod);
    cluster.createServiceAccount(reviewer);
    cluster.grantAuthDelegator(reviewer);
    await api().app.listen({ host: "127.0.0.1", port: 0 });
    port = (api().app.server.address() as AddressInfo).port;
    const project = await api().createProject();
    const identityId = await api().createIdentity();
    const reviewerJwt = cluster.issueToken(reviewer);
    await api().admin("POST", `/api/v1/auth/kubernetes-auth/identities/${identityId}`, {
      body: {
        kubernetesHost: cluster.url,
        caCert: cluster.caCertificate,
        tokenReviewerJwt: reviewerJwt,
        allowedNamespaces: "shop",
      },
    });
    await api().admin("POST", `/api/v1/projects/${project.id}/memberships/identities/${identityId}`, {
      body: { role: "admin" },
    });
    const universal = `/api/v1/auth/universal-auth/identities/${identityId}`;
    const { identityUniversalAuth } = await api().admin("POST", universal, { body: {} });
    const { clientSecret } = await api().admin("POST", `${universal}/client-secrets`, { body: {} });
    for (const [environment, key] of [
      ["dev", "API_KEY"],
      ["dev", "DATABASE_URL"],
      ["prod", "IMPORTED"],
    ]) {
      const body = { projectId: project.id, environment, secretValue: "väl\nue", secretComment: "" };
      await api().admin("POST", `/api/v4/secrets/${key}`, { body });
    }
    await api().admin("POST", "/api/v2/secret-imports", {
      body: { projectId: project.id, environment: "dev", import: { environment: "prod", path: "/" } },
    });
    variables = {
      host: `127.0.0.1:${port}`,
      identityId,
      jwt: cluster.issueToken(pod),
      projectId: project.id,
      projectSlug: project.slug,
      clientId: identityUniversalAuth.clientId,
      clientSecret,
      adminToken: api().adminToken,
      organizationId: api().organizationId,
      kubernetesHost: cluster.url,
      caCert: cluster.caCertificate,
      reviewerJwt,
    };
  });
  afterAll(() => cluster?.close());

  test("are all in this table, and none is in it that nobody sends", () => {
    const files = Object.fromEntries(readdirSync(REQUESTS).map((client) => [client, filesOf(client)]));
    expect(files).toEqual(
      Object.fromEntries(Object.entries(CLIENTS).map(([client, all]) => [client, Object.keys(all)])),
    );
  });

  describe.each(Object.entries(CLIENTS))("%s", (client, expectations) => {
    let kept: Record<string, string> = {};
    beforeAll(() => {
      kept = {};
    });

    test.each(Object.entries(expectations))("%s", async (name, expected) => {
      const file = await readFile(path.join(REQUESTS, client, `${name}.http`), "utf8");
      const answer = await sendBytes(port, requestBytes(file, { ...variables, ...kept }));
      expect(answer.status, answer.text).toBe(expected.status);
      if (expected === ping) expect(answer.text).toContain("event: ping\n\n");
      if (!expected.decoder) return;
      // Go's clients decode nothing that is not called JSON, and say nothing of it.
      expect(answer.headers["content-type"]).toMatch(/^application\/json(?:;|$)/);
      const body: unknown = JSON.parse(answer.text);
      expect(z.safeParse(expected.decoder, body).error?.message).toBeUndefined();
      for (const [key, source] of Object.entries(expected.keeps)) kept[key] = find(answer, body, source);
    });
  });
});

function filesOf(client: string): string[] {
  return readdirSync(path.join(REQUESTS, client))
    .toSorted()
    .map((file) => file.replace(/\.http$/, ""));
}

function find({ headers }: RawAnswer, body: unknown, source: string): string {
  if (source.startsWith("header ")) return filled.parse(headers[source.slice("header ".length)]);
  const value = source
    .split(".")
    .reduce<unknown>((found, name) => z.record(z.string(), z.unknown()).parse(found)[name], body);
  return filled.parse(value);
}
