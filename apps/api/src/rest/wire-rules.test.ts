import { openDatabase } from "@podpass/prisma";
import { FakeKubernetesApi, TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import type { Call } from "../testing/api.ts";
import { testApi } from "../testing/test-api.ts";
import { IssuedAccessTokenAnswer } from "./wire/access-token.ts";

const LOGIN = "/api/v1/auth/kubernetes-auth/login";
const LISTS = ["/api/v3/secrets/raw", "/api/v4/secrets"];
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** What breaks a real client when it is otherwise, rule by rule, on the routes that clients call most. */
describe("wire rule", () => {
  const clock = new TestClock(new Date());
  const api = testApi(async () => ({ clock, database: await openDatabase({ kind: "memory" }) }));
  let project: { id: string; slug: string };
  let identityId: string;
  let jwt: string;
  let pod: string;

  beforeAll(async () => {
    const cluster = await FakeKubernetesApi.start({ clock });
    const account = { namespace: "shop", name: "checkout" };
    cluster.createServiceAccount(account);
    cluster.grantAuthDelegator(account);
    jwt = cluster.issueToken(account);
    project = await api().createProject();
    identityId = await api().createIdentity();
    await api().admin("POST", `/api/v1/auth/kubernetes-auth/identities/${identityId}`, {
      body: {
        kubernetesHost: cluster.url,
        caCert: cluster.caCertificate,
        allowedNamespaces: "shop",
        accessTokenTTL: 3600,
      },
    });
    await api().admin("POST", `/api/v1/projects/${project.id}/memberships/identities/${identityId}`, {
      body: { role: "viewer" },
    });
    for (const [environment, name, secretValue] of [
      ["dev", "A", "own"],
      ["dev", "REFERS", "to ${A}"],
      ["staging", "A", "staging"],
      ["staging", "BOTH", "staging"],
      ["prod", "BOTH", "prod"],
    ]) {
      await api().admin("POST", `/api/v4/secrets/${name}`, {
        body: { projectId: project.id, environment, secretValue },
      });
    }
    for (const environment of ["staging", "prod"]) {
      await api().admin("POST", "/api/v2/secret-imports", {
        body: { projectId: project.id, environment: "dev", import: { environment, path: "/" } },
      });
    }
    pod = (await logIn({ body: { identityId, jwt } })).body.accessToken;
    return () => cluster.close();
  });

  const logIn = (call: Call) => api().call("POST", LOGIN, call);
  const where = () => ({ workspaceId: project.id, environment: "dev" });
  const get = (url: string, query: Record<string, string> = where(), headers = {}) =>
    api().call("GET", url, { token: pod, query, headers });
  const write = (method: string, url: string, body: object) =>
    api().call(method, url, { token: api().adminToken, body: { ...where(), ...body } });

  test("1: every answer is application/json", async () => {
    const answers = [
      await get("/api/status", {}),
      await logIn({}),
      await get("/api/nope"),
      ...(await Promise.all(LISTS.map((url) => get(url)))),
    ];
    for (const { headers } of answers) expect(headers["content-type"]).toMatch(/^application\/json/);
  });

  test("2, 3: a login is taken as a form, with the line end of the token's file", async () => {
    const body = new URLSearchParams({ identityId, jwt: `${jwt}\n` }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    expect((await logIn({ body, headers })).status).toBe(200);
  });

  test("4, 5, 6: a login answers four typed fields, and a token that renewals carry further", async () => {
    const { body } = await logIn({ body: { identityId, jwt } });
    const issued = IssuedAccessTokenAnswer.strict().parse(body);
    // By these go-sdk renews until the max TTL is near, and neither logs in at every tick nor for ever.
    expect(issued).toMatchObject({ expiresIn: 3600, accessTokenMaxTTL: 30 * 86_400 });
    clock.advanceSeconds(1800);
    const renewed = await api().call("POST", "/api/v1/auth/token/renew", { body: { accessToken: body.accessToken } });
    expect(renewed.body).toMatchObject({ expiresIn: 3600, accessTokenMaxTTL: 30 * 86_400 });
    clock.advanceSeconds(-1800);
  });

  test("7, 8: renewals and revocations go by the token in the body, and an old token stays valid", async () => {
    const old = (await logIn({ body: { identityId, jwt } })).body.accessToken;
    clock.advanceSeconds(1);
    const renewed = await api().call("POST", "/api/v1/auth/token/renew", { body: { accessToken: old } });
    expect(IssuedAccessTokenAnswer.strict().safeParse(renewed.body).success).toBe(true);
    for (const token of [old, renewed.body.accessToken]) {
      expect((await api().call("GET", LISTS[0] ?? "", { token, query: where() })).status).toBe(200);
    }
    for (const _time of ["once", "again, for the answer was lost"]) {
      const call = { token: old, body: { accessToken: old } };
      const revoked = await api().call("POST", "/api/v1/auth/token/revoke", call);
      expect(revoked).toMatchObject({ status: 200, body: { message: "Successfully revoked access token" } });
    }
    expect((await api().call("GET", LISTS[0] ?? "", { token: old, query: where() })).status).toBe(401);
  });

  test.each(LISTS)("9, 10, 12: %s takes empty and unknown parameters and every name of a project", async (url) => {
    const names: Record<string, string>[] = [
      { workspaceId: project.id, workspaceSlug: "", secretPath: "", tagSlugs: "", metadataFilter: "" },
      { workspaceId: "", workspaceSlug: project.slug },
      { projectId: project.id, includePersonalOverrides: "true", secretName: "A", unheardOf: "1" },
      { projectSlug: project.slug },
    ];
    for (const name of names) {
      expect((await get(url, { environment: "dev", ...name })).body.secrets).toHaveLength(2);
      expect((await get(`${url}/A`, { environment: "dev", ...name })).body.secret.secretValue).toBe("own");
    }
  });

  test.each(LISTS)("11: %s takes both spellings of imports, in a list and alone", async (url) => {
    for (const spelling of ["include_imports", "includeImports"]) {
      const listed = async (value: string) => (await get(url, { ...where(), [spelling]: value })).body.imports.length;
      expect([await listed("true"), await listed("false")]).toEqual([2, 0]);
      const alone = async (value: string) => (await get(`${url}/BOTH`, { ...where(), [spelling]: value })).status;
      expect([await alone("true"), await alone("false")]).toEqual([200, 404]);
    }
  });

  test.each(LISTS)("11: %s takes a boolean in any letters, and nothing else for one", async (url) => {
    const listed = async (recursive: string) => (await get(url, { ...where(), recursive })).status;
    for (const word of ["true", "False", "TRUE"]) expect(await listed(word)).toBe(200);
    for (const word of ["yes", "1", "truthy"]) expect(await listed(word)).toBe(400);
  });

  test("12: version 4 resolves references and gives imports unasked, version 3 does not", async () => {
    const unasked = await Promise.all(LISTS.map((url) => get(url)));
    const seen = unasked.map(({ body }) => [body.secrets[1].secretValue, body.imports.length]);
    expect(seen).toEqual([
      ["to ${A}", 0],
      ["to own", 2],
    ]);
    const asked = await get(LISTS[0] ?? "", { ...where(), expandSecretReferences: "true", include_imports: "true" });
    expect(asked.body.secrets).toEqual(unasked[1]?.body.secrets);
    expect(asked.body.imports).toEqual(unasked[1]?.body.imports);
  });

  test("13: a secret has every field of every client, none of them null", async () => {
    const { secrets } = (await get(LISTS[0] ?? "")).body;
    for (const secret of secrets) {
      expect(secret).toMatchObject({
        id: expect.any(String),
        _id: secret.id,
        workspace: project.id,
        environment: "dev",
        type: "shared",
        secretComment: "",
        secretPath: "/",
        secretValueHidden: false,
        secretMetadata: [],
        tags: [],
        skipMultilineEncoding: false,
        isRotatedSecret: false,
      });
      expect(Number.isInteger(secret.version)).toBe(true);
    }
    expect(new Set(secrets.map(({ id }: { id: string }) => id)).size).toBe(secrets.length);
  });

  test("14: who takes the first import that has a key and who takes the last read the same value", async () => {
    const { secrets, imports } = (await get(LISTS[1] ?? "")).body;
    const all = [...secrets, ...imports.flatMap((one: { secrets: object[] }) => one.secrets)];
    const keys = all.map(({ secretKey }: { secretKey: string }) => secretKey);
    expect(new Set(keys).size).toBe(keys.length);
    const values = Object.fromEntries(all.map(({ secretKey, secretValue }) => [secretKey, secretValue]));
    expect(values).toEqual({ A: "own", BOTH: "prod", REFERS: "to own" });
    expect(imports).toMatchObject([
      { environment: "staging", secretPath: "/", folderId: expect.any(String), secrets: [] },
      { environment: "prod", secretPath: "/", secrets: [{ secretKey: "BOTH", environment: "prod" }] },
    ]);
  });

  test.each(LISTS)(
    "15: %s answers a weak ETag, and a bare 304 until a value changes, an imported one too",
    async (url) => {
      const query = { ...where(), include_imports: "true" };
      for (const environment of ["dev", "prod"]) {
        const { headers } = await get(url, query);
        const etag = String(headers.etag);
        expect(etag).toMatch(/^W\/"/);
        expect(await get(url, query, { "if-none-match": etag })).toMatchObject({ status: 304, body: "" });
        const name = environment === "dev" ? "A" : "BOTH";
        const current = (await get(`${url}/${name}`, { ...query, environment })).body.secret.secretValue;
        await write("PATCH", `${url}/${name}`, { environment, secretValue: `${current}+` });
        expect((await get(url, query, { "if-none-match": etag })).status).toBe(200);
        await write("PATCH", `${url}/${name}`, { environment, secretValue: current });
      }
    },
  );

  test("16: what is missing is 404, also an environment, a folder and a project", async () => {
    const other = { workspaceId: "7c2e5dd0-2f0c-4a4c-8a53-6a5d8a3a8f10" };
    for (const url of LISTS) {
      for (const change of [{ environment: "nope" }, { secretPath: "/nope" }, other]) {
        expect((await get(url, { ...where(), ...change } as Record<string, string>)).status).toBe(404);
      }
      expect((await get(`${url}/NOPE`)).status).toBe(404);
    }
    const { body } = await get(LISTS[1] ?? "", { ...where(), environment: "nope" });
    expect(body.message).toBe(`Environment with slug 'nope' in project with ID ${project.id} not found`);
    expect((await get(`/api/v1/projects/slug/nope`, {})).status).toBe(404);
  });

  test("17: an error is a sentence with the request's id, broken fields apart", async () => {
    const answers = [
      await get(LISTS[0] ?? "", { environment: "dev" }),
      await get(`${LISTS[0]}/NOPE`),
      await api().call("GET", LISTS[0] ?? ""),
      await write("POST", `${LISTS[0]}/A:B`, { secretValue: 7 }),
    ];
    for (const { status, body } of answers) {
      expect(body).toMatchObject({
        reqId: expect.stringMatching(/^req-/),
        statusCode: status,
        error: expect.any(String),
      });
      expect(body.message).toEqual(expect.stringMatching(/^\w/));
    }
  });

  test("18, 19: what is made and deleted is answered with 200, a body and RFC 3339 dates", async () => {
    const made = [
      (await write("POST", "/api/v3/secrets/raw/NEW", { secretValue: "v" })).body.secret,
      (await write("DELETE", "/api/v3/secrets/raw/NEW", {})).body.secret,
      (await write("POST", "/api/v1/folders", { name: "new" })).body.folder,
      (await write("DELETE", "/api/v1/folders/new", {})).body.folder,
      (await write("POST", `/api/v1/workspace/${project.id}/environments`, { name: "QA", slug: "qa" })).body
        .environment,
    ];
    for (const thing of made) {
      expect(thing.createdAt).toMatch(RFC_3339);
      expect(thing.updatedAt).toMatch(RFC_3339);
    }
  });

  test("20: a deletion has a body, a GET may have one, and neither needs one", async () => {
    await write("POST", "/api/v3/secrets/raw/GONE", { secretValue: "v" });
    const body = { environment: "dev", secretPath: "/", type: "shared", workspaceId: project.id };
    const read = { token: pod, query: where(), body: { ...body, environment: "nope" } };
    expect((await api().call("GET", "/api/v3/secrets/raw/GONE", read)).status).toBe(200);
    expect((await write("DELETE", "/api/v3/secrets/raw/GONE", body)).status).toBe(200);
    const id = await api().createIdentity("no-access", "gone");
    expect((await api().call("DELETE", `/api/v1/identities/${id}`, { token: api().adminToken })).status).toBe(200);
  });

  test("21: slashes at the end and doubled ones change nothing", async () => {
    for (const url of ["/api/v3/secrets/raw/", "/api/v4/secrets/", "/api//v4/secrets", "/api/v1/folders/"]) {
      expect((await get(url)).status).toBe(200);
    }
    expect((await api().call("POST", `${LOGIN}/`, { body: { identityId, jwt } })).status).toBe(200);
  });

  test("22: the token is a JWT with the claims that clients read", () => {
    expect(pod.startsWith("st.")).toBe(false);
    const claims = JSON.parse(Buffer.from(pod.split(".")[1] ?? "", "base64url").toString());
    expect(claims).toMatchObject({
      authTokenType: "identityAccessToken",
      identityId,
      identityName: expect.any(String),
      authMethod: "kubernetes-auth",
      orgId: api().organizationId,
      exp: expect.any(Number),
    });
  });

  test("23: any client is served, with whatever headers it adds and an organization it names", async () => {
    for (const agent of [
      "node",
      "axios/1.7",
      "infisical-nodejs-sdk",
      "infisical-go-sdk",
      "cli",
      "k8-operator/0.9",
      "",
    ]) {
      const headers = { "user-agent": agent, "x-infisical-org": "acme", "x-custom": "1" };
      expect((await get(LISTS[0] ?? "", where(), headers)).status).toBe(200);
    }
    expect((await logIn({ body: { identityId, jwt, organizationSlug: "acme" } })).status).toBe(200);
  });
});
