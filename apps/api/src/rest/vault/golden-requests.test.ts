import { request as httpRequest, type IncomingMessage } from "node:http";
import { json } from "node:stream/consumers";
import { openDatabase } from "@podpass/prisma";
import { FakeKubernetesApi, TestClock } from "@podpass/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { testApi } from "../../testing/test-api.ts";

const HOUR_SECONDS = 3600;
const POD = { namespace: "shop", name: "checkout" };

/** The types Vault's Go client decodes into (`api.Secret`); a member of another type is an error to it. */
const GoAuth = z.object({
  client_token: z.string().min(1),
  accessor: z.string(),
  policies: z.array(z.string()),
  token_policies: z.array(z.string()),
  identity_policies: z.array(z.string()),
  metadata: z.record(z.string(), z.string()),
  orphan: z.boolean(),
  entity_id: z.string(),
  lease_duration: z.int(),
  renewable: z.boolean(),
  mfa_requirement: z.null(),
});
const GoSecret = z.object({
  request_id: z.string(),
  lease_id: z.string(),
  lease_duration: z.int(),
  renewable: z.boolean(),
  data: z.record(z.string(), z.unknown()).nullable(),
  warnings: z.array(z.string()).nullable(),
  auth: GoAuth.nullable(),
  wrap_info: z.null(),
  mount_type: z.string(),
});
const GoLogin = GoSecret.extend({ auth: GoAuth });
/** What consul-template reads before it decides how to read a path. */
const Preflight = GoSecret.extend({
  data: z.object({ path: z.string(), type: z.string(), options: z.record(z.string(), z.string()) }),
});
const KvSecret = GoSecret.extend({
  data: z.object({
    data: z.record(z.string(), z.string()),
    metadata: z.object({
      version: z.int(),
      created_time: z.iso.datetime(),
      deletion_time: z.string(),
      destroyed: z.boolean(),
      custom_metadata: z.record(z.string(), z.string()).nullable(),
    }),
  }),
});

/** As they are on the wire: Go's names no content type, hvac and curl name their own. */
const GO = { "user-agent": "Vault Agent/1.19.0", "x-vault-request": "true", "x-vault-namespace": "team-a/" };
const HVAC = { "user-agent": "python-requests/2.28.1", "x-vault-request": "true", "content-type": "application/json" };
const FORM = { "content-type": "application/x-www-form-urlencoded" };

interface Sent {
  method: string;
  path: string;
  headers?: Record<string, string>;
  token?: string;
  body?: string;
}

describe("golden requests of Vault's clients", () => {
  const clock = new TestClock(new Date());
  const api = testApi(async () => ({ clock, database: await openDatabase({ kind: "memory" }) }));
  let cluster: FakeKubernetesApi;
  let siteUrl: string;
  let token: string;

  beforeAll(async () => {
    cluster = await FakeKubernetesApi.start();
    cluster.createServiceAccount(POD);
    cluster.grantAuthDelegator(POD);
    siteUrl = await api().app.listen({ host: "127.0.0.1", port: 0 });
    const { id: projectId } = await api().createProject();
    const body = { projectId, environment: "dev", secretValue: "db://" };
    await api().admin("POST", "/api/v4/secrets/DB_URL", { body });
    const identityId = await api().createIdentity("no-access", "checkout");
    await api().admin("POST", `/api/v1/auth/kubernetes-auth/identities/${identityId}`, {
      body: {
        kubernetesHost: cluster.url,
        caCert: cluster.caCertificate,
        allowedNames: POD.name,
        accessTokenTTL: HOUR_SECONDS,
        accessTokenMaxTTL: 2 * HOUR_SECONDS,
      },
    });
    const role = { role: "viewer" };
    await api().admin("POST", `/api/v1/projects/${projectId}/memberships/identities/${identityId}`, { body: role });
    token = (await logIn("PUT", GO)).auth.client_token;
  });
  afterAll(() => cluster.close());

  async function send({ method, path, headers = {}, token: presented, body }: Sent) {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const authorization = presented === undefined ? {} : { "x-vault-token": presented };
      const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
      const request = httpRequest(`${siteUrl}${path}`, {
        method,
        headers: { ...headers, ...authorization, ...length },
      });
      request.once("response", resolve).once("error", reject).end(body);
    });
    const isEmpty = response.statusCode === 204 || method === "HEAD";
    if (!isEmpty) expect(response.headers["content-type"]).toMatch(/^application\/json/);
    return { status: response.statusCode, body: isEmpty ? response.resume() && null : await json(response) };
  }

  async function logIn(method: string, headers: Record<string, string>) {
    const body = JSON.stringify({ jwt: cluster.issueToken(POD), role: "checkout" });
    const answer = await send({ method, path: "/v1/auth/kubernetes/login", headers, body });
    expect(answer.status).toBe(200);
    return GoLogin.parse(answer.body);
  }

  test.each([
    ["Vault Agent's auto-auth", "PUT", GO],
    ["hvac", "POST", HVAC],
    ["curl -d", "POST", FORM],
  ])("log in: %s", async (_client, method, headers) => {
    expect((await logIn(method, headers)).auth).toMatchObject({ lease_duration: HOUR_SECONDS, renewable: true });
  });

  test("take a lease that can grow no more for one that ends", async () => {
    const { auth } = await logIn("PUT", GO);
    const renew = { method: "PUT", path: "/v1/auth/token/renew-self", headers: GO, token: auth.client_token };
    clock.advanceSeconds(HOUR_SECONDS / 2);
    const first = GoLogin.parse((await send({ ...renew, body: '{"increment":3600}' })).body);
    expect(first.auth).toMatchObject({
      client_token: auth.client_token,
      lease_duration: HOUR_SECONDS,
      renewable: true,
    });
    clock.advanceSeconds(HOUR_SECONDS / 2);
    clock.advanceSeconds(HOUR_SECONDS / 4);
    const last = GoLogin.parse((await send({ ...renew, body: '{"increment":3600}' })).body);
    expect(last.auth).toMatchObject({ lease_duration: 0.75 * HOUR_SECONDS, renewable: false });
    token = (await logIn("PUT", GO)).auth.client_token;
  });

  test("read a template of Vault Agent: what kind of mount, then the secret", async () => {
    const preflight = await send({
      method: "GET",
      path: "/v1/sys/internal/ui/mounts/shop/data/dev",
      headers: GO,
      token,
    });
    expect(Preflight.parse(preflight.body).data).toMatchObject({
      path: "shop/",
      type: "kv",
      options: { version: "2" },
    });
    const secret = await send({ method: "GET", path: "/v1/shop/data/dev", headers: GO, token });
    expect(KvSecret.parse(secret.body).data).toMatchObject({ data: { DB_URL: "db://" }, metadata: { version: 1 } });
    const missing = await send({ method: "GET", path: "/v1/shop/data/dev/none", headers: GO, token });
    expect(missing).toEqual({ status: 404, body: { errors: [] } });
  });

  test.each([
    ["kv get -mount=shop dev", "shop", "shop/data/dev", { data: { DB_URL: "db://" } }],
    ["kv get shop/dev", "shop/dev", "shop/data/dev", { data: { DB_URL: "db://" } }],
    ["kv list shop", "shop", "shop/metadata?list=true", { keys: ["dev/", "prod/", "staging/"] }],
    ["kv list -mount=shop", "shop/", "shop/metadata/?list=true", { keys: ["dev/", "prod/", "staging/"] }],
    ["kv list shop/dev", "shop/dev", "shop/metadata/dev?list=true", { keys: ["DB_URL"] }],
  ])("%s: ask what kind of mount it is, however much of the path that takes", async (_command, asked, path, data) => {
    const get = (url: string) => send({ method: "GET", path: url, headers: GO, token });
    const preflight = await get(`/v1/sys/internal/ui/mounts/${asked}`);
    expect(Preflight.parse(preflight.body).data).toMatchObject({ path: "shop/", options: { version: "2" } });
    expect(GoSecret.parse((await get(`/v1/${path}`)).body).data).toMatchObject(data);
  });

  test("look up, renew and revoke as hvac does", async () => {
    const { auth } = await logIn("POST", HVAC);
    const own = { headers: HVAC, token: auth.client_token };
    const looked = await send({ method: "GET", path: "/v1/auth/token/lookup-self", ...own });
    expect(GoSecret.parse(looked.body).data).toMatchObject({
      id: auth.client_token,
      accessor: auth.accessor,
      ttl: HOUR_SECONDS,
      explicit_max_ttl: 2 * HOUR_SECONDS,
      path: "auth/kubernetes/login",
    });
    const renewed = await send({
      method: "POST",
      path: "/v1/auth/token/renew-self",
      ...own,
      body: '{"increment": null}',
    });
    expect(GoLogin.parse(renewed.body).auth.client_token).toBe(auth.client_token);
    const revoked = await send({ method: "PUT", path: "/v1/auth/token/revoke-self", ...own });
    expect(revoked).toEqual({ status: 204, body: null });
    expect(await send({ method: "GET", path: "/v1/auth/token/lookup-self", ...own })).toEqual({
      status: 403,
      body: { errors: ["permission denied", "invalid token"] },
    });
  });

  test.each([
    ["Go", "GET", "?list=true", GO],
    ["node-vault without custom verbs", "GET", "?list=1", {}],
  ])("list as %s does", async (_client, method, query, headers) => {
    const answer = await send({ method, path: `/v1/shop/metadata/dev${query}`, headers, token });
    expect(GoSecret.parse(answer.body).data).toEqual({ keys: ["DB_URL"] });
  });

  test("renew with an empty form, as node-vault does", async () => {
    const answer = await send({ method: "POST", path: "/v1/auth/token/renew-self", headers: FORM, token, body: "" });
    expect(answer.status).toBe(200);
  });

  test("double a slash where a release of node-vault leaves out the mount", async () => {
    const body = JSON.stringify({ jwt: cluster.issueToken(POD), role: "checkout" });
    expect((await send({ method: "POST", path: "/v1/auth//login", body })).status).toBe(200);
  });

  test("ask for health with HEAD", async () => {
    expect(await send({ method: "HEAD", path: "/v1/sys/health", headers: GO })).toEqual({ status: 200, body: null });
  });
});
