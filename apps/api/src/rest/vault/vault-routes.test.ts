import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { openDatabase } from "@podpass/prisma";
import { FakeKubernetesApi, TestClock } from "@podpass/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../testing/test-api.ts";

const POD = { namespace: "shop", name: "checkout" };
const NOT_THERE = { status: 404, body: { errors: [] } };
const NOT_ALLOWED = { status: 403, body: { errors: ["permission denied", "You are not allowed to do this"] } };
const REFUSED = { status: 403, body: { errors: ["permission denied", "Login refused"] } };

describe("Vault's API", () => {
  const clock = new TestClock(new Date());
  const api = testApi(async () => ({ clock, database: await openDatabase({ kind: "memory" }) }));
  let cluster: FakeKubernetesApi;
  let siteUrl: string;
  let projectId: string;

  beforeAll(async () => {
    cluster = await FakeKubernetesApi.start();
    cluster.createServiceAccount(POD);
    cluster.grantAuthDelegator(POD);
    siteUrl = await api().app.listen({ host: "127.0.0.1", port: 0 });
    projectId = (await api().createProject()).id;
    await api().admin("POST", "/api/v1/folders", { body: { projectId, environment: "dev", name: "app" } });
    await write("POST", "KEY", "one");
    clock.advanceSeconds(1);
    await write("PATCH", "KEY", "two");
  });
  afterAll(() => cluster.close());

  const write = (method: string, key: string, secretValue: string, secretPath = "/app") =>
    api().admin(method, `/api/v4/secrets/${key}`, { body: { projectId, environment: "dev", secretPath, secretValue } });
  const read = (path: string, token = api().adminToken, query: Record<string, string> = {}) =>
    api().call("GET", path === "" ? "/v1" : `/v1/${path}`, { headers: { "x-vault-token": token }, query });
  const logIn = (role: string, mount = "kubernetes") =>
    api().call("POST", `/v1/auth/${mount}/login`, { body: { role, jwt: cluster.issueToken(POD) } });
  async function attach(identityId: string, token = api().adminToken): Promise<void> {
    const url = `/api/v1/auth/kubernetes-auth/identities/${identityId}`;
    const body = { kubernetesHost: cluster.url, caCert: cluster.caCertificate, allowedNames: POD.name };
    expect((await api().call("POST", url, { token, body })).status).toBe(200);
  }

  test.each([
    ["GET", "auth/token/lookup-self"],
    ["POST", "auth/token/renew-self"],
    ["PUT", "auth/token/revoke-self"],
    ["GET", "sys/internal/ui/mounts"],
    ["GET", "sys/internal/ui/mounts/shop/data/dev"],
    ["GET", "shop/data/dev/app"],
    ["GET", "shop/metadata"],
    ["GET", "shop/metadata/dev?list=true"],
    ["PUT", "shop/data/dev/app"],
  ])("lets nobody in at %s %s", async (method, path) => {
    for (const token of [undefined, "not.a.token", ""]) {
      const headers: Record<string, string> = token === undefined ? {} : { "x-vault-token": token };
      const answer = await api().call(method, `/v1/${path}`, { headers });
      expect(answer).toMatchObject({ status: 403, body: { errors: ["permission denied", "invalid token"] } });
    }
  });

  test("takes a token from either header, and ignores a namespace", async () => {
    const authorization = `Bearer ${api().adminToken}`;
    const answers = [
      await read("shop/data/dev/app"),
      await api().call("GET", "/v1/shop/data/dev/app", { headers: { authorization, "x-vault-namespace": "a/" } }),
      await read(`${projectId}/data/dev/app`),
    ];
    for (const { body } of answers) expect(body.data.data).toEqual({ KEY: "two" });
  });

  test("gives a secret's versions, and a folder's current one alone", async () => {
    const one = await read("shop/data/dev/app/KEY", undefined, { version: "1" });
    const two = await read("shop/data/dev/app/KEY");
    expect(one.body.data).toMatchObject({ data: { value: "one" }, metadata: { version: 1 } });
    const metadata = (await read("shop/metadata/dev/app/KEY")).body.data;
    expect(metadata).toMatchObject({ current_version: 2, oldest_version: 1, versions: { 1: {}, 2: {} } });
    const madeAt = [one, two].map(({ body }) => body.data.metadata.created_time);
    expect(madeAt).toEqual([metadata.versions[1].created_time, metadata.versions[2].created_time]);
    expect(Date.parse(madeAt[1]) - Date.parse(madeAt[0])).toBe(1000);
    const folder = await read("shop/data/dev/app", undefined, { version: "2" });
    expect(folder.body.data).toMatchObject({ data: { KEY: "two" }, metadata: { version: 2 } });
    for (const version of ["1", "9"]) {
      expect(await read("shop/data/dev/app", undefined, { version })).toMatchObject(NOT_THERE);
    }
    expect((await read("shop/metadata/dev/app")).body.data).toMatchObject({ current_version: 2, versions: { 2: {} } });
  });

  test("gives what a folder imports, its own secrets first", async () => {
    await api().admin("POST", "/api/v1/folders", { body: { projectId, environment: "dev", name: "importing" } });
    await write("POST", "OWN", "own", "/importing");
    const path = { environment: "dev", path: "/app" };
    const body = { projectId, environment: "dev", path: "/importing", import: path };
    await api().admin("POST", "/api/v2/secret-imports", { body });
    expect((await read("shop/data/dev/importing")).body.data.data).toEqual({ OWN: "own", KEY: "two" });
    expect((await read("shop/data/dev/importing/KEY")).body.data.data).toEqual({ value: "two" });
  });

  test.each([
    "shop/data/dev/none",
    "shop/data/none",
    "none/data/dev",
    "NO/data/dev",
    "shop/data/dev/a%20b/KEY",
    "shop/metadata/prod?list=1",
    "none",
    "",
    "/",
  ])("says of %j that it is not there", async (path) => {
    expect(await read(path)).toMatchObject(NOT_THERE);
  });

  test("says of another organization's project that it is not there", async () => {
    const { token } = await api().createOtherTenant();
    for (const path of ["shop/data/dev/app", `${projectId}/data/dev/app`, "shop/metadata?list=true"]) {
      expect(await read(path, token)).toMatchObject(NOT_THERE);
    }
    expect((await read("sys/internal/ui/mounts", token)).body.data.secret).toEqual({});
  });

  test("gives nothing to whoever holds no role, and no values to whoever may not read them", async () => {
    const nobody = await api().logIn(await api().createIdentity("no-access", "nobody"));
    for (const path of ["shop/data/dev/app", "shop/metadata?list=true", "sys/internal/ui/mounts/shop/data"]) {
      expect(await read(path, nobody)).toMatchObject(NOT_ALLOWED);
    }
    const namer = await api().createIdentity("no-access", "namer");
    const rule = { subject: "secrets", action: ["describeSecret"] };
    await api().admin("POST", `/api/v1/projects/${projectId}/roles`, {
      body: { slug: "namer", name: "Namer", permissions: [rule] },
    });
    await api().admin("POST", `/api/v1/projects/${projectId}/memberships/identities/${namer}`, {
      body: { role: "namer" },
    });
    const token = await api().logIn(namer);
    for (const path of ["shop/data/dev/app", "shop/data/dev/app/KEY"]) {
      expect(await read(path, token)).toMatchObject(NOT_ALLOWED);
    }
    expect((await read("shop/metadata/dev/app?list=true", token)).body.data.keys).toEqual(["KEY"]);
  });

  test("changes nothing", async () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"] as const) {
      for (const path of ["shop/data/dev/app", "shop/metadata/dev/app"]) {
        const call = { headers: { "x-vault-token": api().adminToken }, body: { data: { KEY: "three" } } };
        expect((await api().call(method, `/v1/${path}`, call)).status).toBe(405);
      }
    }
    expect((await read("shop/data/dev/app")).body.data.data).toEqual({ KEY: "two" });
  });

  test("refuses to wrap rather than give what is not wrapped", async () => {
    const headers = { "x-vault-token": api().adminToken, "x-vault-wrap-ttl": "60s" };
    expect(await api().call("GET", "/v1/shop/data/dev/app", { headers })).toMatchObject({
      status: 400,
      body: { errors: ["Response wrapping is not supported"] },
    });
  });

  test.each(["wrap", "unwrap", "rewrap", "lookup"])(
    "says of sys/wrapping/%s that there is no wrapping",
    async (act) => {
      const answer = await api().call("POST", `/v1/sys/wrapping/${act}`, {
        headers: { "x-vault-token": "hvs.wrapped" },
      });
      expect(answer).toMatchObject({ status: 400, body: { errors: ["Response wrapping is not supported"] } });
    },
  );

  test.each(["sys/mounts/secret", "sys/policies/acl/mine", "transit/encrypt/key"])(
    "has no %s to write to",
    async (path) => {
      for (const method of ["POST", "PUT"]) {
        const call = { headers: { "x-vault-token": api().adminToken } };
        expect(await api().call(method, `/v1/${path}`, call)).toMatchObject(NOT_THERE);
      }
    },
  );

  test.each([
    [{ jwt: "a.b.c" }, "missing role"],
    [{ role: "checkout" }, "missing jwt"],
    [{ role: 1, jwt: "a.b.c" }, "missing role"],
  ])("refuses a login with %j, as Vault does", async (body, error) => {
    const answer = await api().call("POST", "/v1/auth/kubernetes/login", { body });
    expect(answer).toMatchObject({ status: 400, body: { errors: [error] } });
  });

  test.each([
    ["POST", "auth/kubernetes/login", { role: "a\u0000", jwt: "a.b.c" }],
    ["POST", "auth/%00/login", { role: "a", jwt: "a.b.c" }],
    ["POST", "auth/kubernetes/login", { role: "\ud800", jwt: "a.b.c" }],
    ["GET", "shop/data/dev/%00", undefined],
    ["GET", "shop/data/dev/app/%00", undefined],
    ["GET", "shop/data/dev?version=x", undefined],
  ])("tells a client of what no database holds: %s %s %j", async (method, path, body) => {
    const headers = { "x-vault-token": api().adminToken };
    const answer = await api().call(method, `/v1/${path}`, { headers, ...(body ? { body } : {}) });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([expect.any(String)]);
  });

  test("lets a name in that is one identity's alone, in the organization the mount names", async () => {
    await attach(await api().createIdentity("no-access", "shared name"));
    const { slug } = (await api().admin("GET", "/api/v1/identities/details")).identityDetails.organization;
    const tenant = await api().createOtherTenant();
    const made = await api().call("POST", "/api/v1/identities", { token: tenant.token, body: { name: "shared name" } });
    for (const mount of ["kubernetes", slug]) expect((await logIn("shared name", mount)).status).toBe(200);
    await attach(made.body.identity.id, tenant.token);
    expect(await logIn("shared name")).toMatchObject(REFUSED);
    const own = await logIn("shared name", slug);
    const theirs = await logIn("shared name", tenant.organizationId);
    expect([own, theirs]).toMatchObject([{ status: 200 }, { status: 200 }]);
    expect(theirs.body.auth.entity_id).toBe(made.body.identity.id);
    await attach(await api().createIdentity("no-access", "shared name"));
    expect(await logIn("shared name", slug)).toMatchObject(REFUSED);
  });

  test("takes the mount every client names unless told otherwise for no organization's, whoever has that slug", async () => {
    const identityId = await api().createIdentity("no-access", "lone name");
    await attach(identityId);
    const { token, organizationId } = await api().createOtherTenant();
    const { store, clock } = api().container.services;
    await store.organizations.update(organizationId, { slug: "kubernetes" }, clock.now());
    const made = await api().call("POST", "/api/v1/identities", { token, body: { name: "lone name" } });
    expect((await logIn("lone name")).body.auth.entity_id).toBe(identityId);
    await attach(made.body.identity.id, token);
    expect(await logIn("lone name")).toMatchObject(REFUSED);
  });

  test("serves LIST to the address it comes from, and to no other method of its making", async () => {
    const url = `/api/v1/auth/token-auth/identities/${await api().createIdentity("admin", "far away")}`;
    const trusted = { accessTokenTrustedIps: [{ ipAddress: "192.0.2.0/24" }] };
    await api().admin("POST", url, { body: trusted });
    const { accessToken } = await api().admin("POST", `${url}/tokens`, { body: {} });
    expect(await sendRaw("LIST", "/v1/shop/metadata/dev/app", api().adminToken)).toMatch(/^HTTP\/1.1 200 .*"KEY"/s);
    expect(await sendRaw("LIST", "/v1/shop/metadata/dev/app", accessToken)).toMatch(/^HTTP\/1.1 403 /);
    for (const [method, path] of [
      ["LIST", "/api/v1/projects"],
      ["LISTS", "/v1/shop/metadata/dev"],
      ["DANCE", "/v1/shop/metadata/dev"],
    ]) {
      expect(await sendRaw(method ?? "", path ?? "", api().adminToken)).toMatch(/^HTTP\/1.1 400 Bad Request/);
    }
  });

  test.each([
    ["from a proxy that speaks HTTP/1.0", "?", "1.0", 0],
    ["that says so twice", "?list=true", "1.1", 0],
    ["whose first packet ends within the method", "", "1.1", 3],
    ["whose first packet ends within the address", "", "1.1", 12],
    [
      "whose first packet ends within the first line's end",
      "",
      "1.1",
      "LIST /v1/shop/metadata/dev/app HTTP/1.1\r".length,
    ],
  ])("serves a LIST %s", async (_which, query, version, splitAt) => {
    const path = `/v1/shop/metadata/dev/app${query}`;
    const answer = await sendRaw("LIST", path, api().adminToken, { version, splitAt });
    expect(answer).toMatch(/^HTTP\/1.1 200 .*"keys":\["KEY"\]/s);
  });

  test("refuses a LIST whose first line does not end, at once", async () => {
    const path = `/v1/${"x".repeat(60_000)}`;
    const socket = connect(Number(new URL(siteUrl).port), "127.0.0.1");
    socket.write(`LIST ${path}`);
    expect(await text(socket)).toMatch(/^HTTP\/1.1 400 Bad Request/);
  });

  async function sendRaw(method: string, path: string, token: string, { version = "1.1", splitAt = 0 } = {}) {
    const socket = connect({ port: Number(new URL(siteUrl).port), host: "127.0.0.1", noDelay: true });
    const request = `${method} ${path} HTTP/${version}\r\nhost: podpass\r\nx-vault-token: ${token}\r\n\r\n`;
    // The second packet goes once the first has been taken.
    if (splitAt > 0) {
      const taken = once(api().app.server, "clientError");
      socket.write(request.slice(0, splitAt));
      await taken;
    }
    socket.write(request.slice(splitAt));
    return text(socket);
  }
});
