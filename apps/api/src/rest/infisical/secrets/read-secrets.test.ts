import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";
import { Secret } from "./secret-wire.ts";

const PREFIXES = ["/api/v3/secrets/raw", "/api/v4/secrets"];

describe.each(PREFIXES)("reading secrets at %s", (prefix) => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));
  let projectId: string;
  let projectSlug: string;
  let token: string;

  beforeAll(async () => {
    ({ id: projectId, slug: projectSlug } = await api().createProject());
    for (const [name, secretValue] of [
      ["B", "bee"],
      ["A", "ay"],
    ]) {
      const body = { projectId, environment: "dev", secretValue, secretComment: `about ${name}` };
      await api().admin("POST", `/api/v4/secrets/${name}`, { body });
    }
    const identityId = await api().createIdentity();
    await api().admin("POST", `/api/v1/projects/${projectId}/memberships/identities/${identityId}`, {
      body: { role: "viewer" },
    });
    token = await api().logIn(identityId);
  });

  const where = () => ({ workspaceId: projectId, environment: "dev" });
  const get = (path: string, query: Record<string, string>, headers = {}) =>
    api().call("GET", `${prefix}${path}`, { token, query, headers });

  test("lists them by name, each as the union of what clients read", async () => {
    const answer = await get("", where());
    expect(answer).toMatchObject({ status: 200, body: { imports: [] } });
    const secrets = answer.body.secrets.map((secret: Record<string, unknown>) =>
      Secret.strict().parse({
        ...secret,
        createdAt: new Date(String(secret.createdAt)),
        updatedAt: new Date(String(secret.updatedAt)),
      }),
    );
    expect(secrets).toMatchObject([
      { secretKey: "A", secretValue: "ay", secretComment: "about A", version: 1, workspace: projectId },
      { secretKey: "B", secretValue: "bee", environment: "dev", secretPath: "/", type: "shared", tags: [] },
    ]);
    expect(new Set(secrets.map((secret: { id: string }) => secret.id)).size).toBe(2);
    expect(secrets[0]?._id).toBe(secrets[0]?.id);
  });

  test.each([
    ["workspaceId", () => where()],
    ["projectId", () => ({ projectId, environment: "dev" })],
    [
      "workspaceSlug, with the other name empty",
      () => ({ workspaceId: "", workspaceSlug: projectSlug, environment: "dev" }),
    ],
    ["projectSlug", () => ({ projectSlug, environment: "dev" })],
    ["an empty secretPath", () => ({ ...where(), secretPath: "" })],
    ["a path with slashes to spare", () => ({ ...where(), secretPath: "//" })],
    [
      "every flag clients know",
      () => ({
        ...where(),
        recursive: "true",
        include_imports: "true",
        includeImports: "false",
        expandSecretReferences: "true",
        viewSecretValue: "true",
        tagSlugs: "",
        metadataFilter: "",
        secretName: "A",
      }),
    ],
  ])("finds the project by %s", async (_name, query) => {
    const answer = await get("", query());
    expect(answer.body.secrets).toHaveLength(2);
    expect(await get("/A", query())).toMatchObject({ status: 200, body: { secret: { secretValue: "ay" } } });
  });

  test("takes a body with a GET for nothing", async () => {
    const body = { workspaceId: "not this", environment: "nor that" };
    expect(await api().call("GET", prefix, { token, query: where(), body })).toMatchObject({ status: 200 });
  });

  test("hides values that are not asked for", async () => {
    const hidden = { secretValue: "<hidden-by-infisical>", secretValueHidden: true };
    const query = { ...where(), viewSecretValue: "false" };
    expect((await get("", query)).body.secrets).toMatchObject([hidden, hidden]);
    expect((await get("/A", query)).body.secret).toMatchObject(hidden);
  });

  test.each([
    ["no project", { environment: "dev" }, "Missing project id or environment"],
    ["no environment", { workspaceId: "7c2e5dd0-2f0c-4a4c-8a53-6a5d8a3a8f10" }, "Missing project id or environment"],
    [
      "a project id that is none",
      { workspaceId: "shop", environment: "dev" },
      /^(workspaceId|projectId): Must be a UUID/,
    ],
    ["a personal secret", { type: "personal" }, /^type: /],
    ["a flag that is none", { viewSecretValue: "maybe" }, /^viewSecretValue: Must be true or false/],
    ["a key that is there twice", { environment: ["dev", "prod"] }, /^environment: Must be a string/],
  ])("answers 400 to %s", async (_name, query, message) => {
    const answer = await get("", query as Record<string, string>);
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: expect.any(String) }] } });
    expect(answer.body.message).toMatch(message);
  });

  test("names the project id as this generation of clients does", async () => {
    const { body } = await get("", { workspaceId: "shop", environment: "dev" });
    expect(body.details[0].path).toBe(prefix.includes("v3") ? "workspaceId" : "projectId");
  });

  test.each([
    ["a secret", "/NONE", {}, "Secret with name 'NONE' not found"],
    ["a version", "/A", { version: "9" }, "Secret has no version 9"],
    ["an environment", "", { environment: "qa" }, /Environment with slug 'qa'/],
    ["a folder", "", { secretPath: "/deep" }, /Folder with path '\/deep'/],
    ["a project", "", { workspaceId: "7c2e5dd0-2f0c-4a4c-8a53-6a5d8a3a8f10" }, "Project not found"],
  ])("answers 404 to %s that does not exist", async (_name, path, change, message) => {
    const answer = await get(path, { ...where(), ...change } as Record<string, string>);
    expect(answer.status).toBe(404);
    expect(answer.body.message).toMatch(message);
  });

  test("answers 304 without a body while nothing has changed, and 200 when a value has", async () => {
    for (const path of ["", "/A"]) {
      const first = await get(path, where());
      const etag = String(first.headers.etag);
      expect(etag).toMatch(/^W\/"/);
      expect(await get(path, where(), { "if-none-match": etag })).toMatchObject({ status: 304, body: "" });
      const body = { ...where(), secretValue: `new for ${path}` };
      await api().admin("PATCH", `${prefix}/A`, { body });
      const changed = await get(path, where(), { "if-none-match": etag });
      expect(changed.status).toBe(200);
      expect(changed.headers.etag).not.toBe(etag);
    }
  });

  test("reads a name with characters that addresses escape", async () => {
    const name = "a b%c+é?#&";
    const path = `/${encodeURIComponent(name)}`;
    await api().admin("POST", `${prefix}${path}`, { body: { ...where(), secretValue: "x" } });
    expect(await get(path, where())).toMatchObject({ status: 200, body: { secret: { secretKey: name } } });
    await api().admin("DELETE", `${prefix}${path}`, { body: where() });
  });
});
