import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../testing/test-api.ts";

/** Clients go by the 404: a name that nothing can have is of something that is not there. */
describe("a name that nothing can have", () => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));
  let project: { id: string; slug: string };

  beforeAll(async () => {
    project = await api().createProject();
    const body = { projectId: project.id, environment: "dev", secretValue: "v" };
    await api().admin("POST", "/api/v4/secrets/KEY", { body });
  });

  const places = (change: object) => ({
    workspaceId: project.id,
    projectId: project.id,
    environment: "dev",
    ...change,
  });
  const ask = (method: string, url: string, change: Record<string, string>) => {
    const input = method === "GET" ? { query: places(change) } : { body: places(change) };
    return api().call(method, `/api${url.replace(":projectId", project.id)}`, { token: api().adminToken, ...input });
  };

  const ENVIRONMENT = /^Environment with slug 'Prod' in project with ID .* not found$/;
  const FOLDER = /^Folder with path '\/my app' in environment with slug 'dev' not found$/;
  const SECRET = /^Secret with name 'bad:name' not found$/;

  test.each<[method: string, url: string, change: Record<string, string>, message: RegExp]>([
    ["GET", "/v3/secrets/raw", { environment: "Prod" }, ENVIRONMENT],
    ["GET", "/v4/secrets", { environment: "Prod" }, ENVIRONMENT],
    ["GET", "/v4/secrets/KEY", { environment: "Prod" }, ENVIRONMENT],
    ["GET", "/v1/folders", { environment: "Prod" }, ENVIRONMENT],
    ["GET", "/v2/secret-imports", { environment: "Prod" }, ENVIRONMENT],
    ["POST", "/v3/secrets/raw/NEW", { environment: "Prod", secretValue: "v" }, ENVIRONMENT],
    ["PATCH", "/v3/secrets/raw/KEY", { environment: "Prod", secretValue: "v" }, ENVIRONMENT],
    ["DELETE", "/v3/secrets/raw/KEY", { environment: "Prod" }, ENVIRONMENT],
    ["DELETE", "/v1/folders/apps", { environment: "Prod" }, ENVIRONMENT],
    ["GET", "/v3/secrets/raw", { secretPath: "/my app" }, FOLDER],
    ["GET", "/v4/secrets/KEY", { secretPath: "my app/" }, FOLDER],
    ["GET", "/v2/folders", { path: "/my app" }, FOLDER],
    ["DELETE", "/v1/folders/my%20app", {}, FOLDER],
    ["PATCH", "/v4/secrets/KEY", { secretPath: "/my app", secretValue: "v" }, FOLDER],
    ["GET", "/v3/secrets/raw", { secretPath: `/${"a/".repeat(21)}` }, /^Folder with path/],
    ["GET", "/v3/secrets/raw", { secretPath: "/../KEY" }, /^Folder with path '\/..\/KEY'/],
    ["GET", "/v3/secrets/raw/bad:name", {}, SECRET],
    ["GET", "/v4/secrets/bad:name", {}, SECRET],
    ["GET", "/v4/secrets/a%2Fb", {}, /^Secret with name 'a\/b' not found$/],
    ["PATCH", "/v3/secrets/raw/bad:name", { secretValue: "v" }, SECRET],
    ["DELETE", "/v4/secrets/bad:name", {}, SECRET],
    ["GET", "/v3/secrets/raw", { workspaceId: "", projectId: "", workspaceSlug: "Bad_Slug" }, /^Project not found$/],
    ["GET", "/v1/projects/slug/SHOP-PRJ", {}, /^Project not found$/],
    ["GET", "/v1/workspace/slug/SHOP-PRJ", {}, /^Project not found$/],
    ["GET", "/v2/workspace/SHOP-PRJ", {}, /^Project not found$/],
    ["DELETE", "/v2/workspace/SHOP-PRJ", {}, /^Project not found$/],
    ["GET", "/v1/workspace/SHOP_PRJ/roles", {}, /^Project not found$/],
    ["GET", "/v1/projects/:projectId/tags/slug/NOPE_x", {}, /^Tag not found$/],
    ["GET", "/v2/workspace/:projectId/roles/slug/NOPE_x", {}, /^Role not found$/],
  ])("is not found: %s %s %j", async (method, url, change, message) => {
    const { status, body } = await ask(method, url, change);
    expect({ status, error: body.error }).toEqual({ status: 404, error: "NotFound" });
    expect(body.message).toMatch(message);
  });

  test("narrows a list to nothing", async () => {
    expect(await ask("GET", "/v3/secrets/raw", { tagSlugs: "NOPE_x" })).toMatchObject({
      status: 200,
      body: { secrets: [] },
    });
  });

  test.each<[method: string, url: string, change: Record<string, unknown>, field: string]>([
    ["POST", "/v3/secrets/raw/bad:name", { secretValue: "v" }, "secretName"],
    ["PATCH", "/v3/secrets/raw/KEY", { newSecretName: "bad:name" }, "newSecretName"],
    [
      "PATCH",
      "/v4/secrets/batch",
      { mode: "upsert", secrets: [{ secretKey: "a:b", secretValue: "v" }] },
      "secrets.0.secretKey",
    ],
    ["POST", "/v1/folders", { name: "my app" }, "name"],
    ["POST", "/v1/folders", { name: "app", path: "/my app" }, "path"],
    ["POST", "/v1/projects/:projectId/environments", { name: "Prod", slug: "Prod!" }, "slug"],
    ["POST", "/v1/projects/:projectId/tags", { slug: "NOPE_x" }, "slug"],
  ])("is given to nothing new: %s %s %j", async (method, url, change, field) => {
    const answer = await ask(method, url, change as Record<string, string>);
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: field }] } });
    expect(answer.body.message).toMatch(new RegExp(`^${field}: `));
  });

  describe.each([
    ["a NUL character", "a\u0000b"],
    ["a line end", "a\nb"],
    ["no end", "a".repeat(2000)],
  ])("breaks a rule, and is not looked for, when it has %s:", (_what, name) => {
    const escaped = encodeURIComponent(name);
    test.each<[method: string, url: string, change: Record<string, string>, field: string]>([
      ["GET", "/v3/secrets/raw", { environment: name }, "environment"],
      ["GET", "/v3/secrets/raw", { secretPath: name }, "secretPath"],
      ["GET", `/v3/secrets/raw/${escaped}`, {}, "secretName"],
      ["DELETE", `/v4/secrets/${escaped}`, {}, "secretName"],
      ["GET", "/v1/folders", { path: name }, "path"],
      ["GET", "/v3/secrets/raw", { workspaceId: "", projectId: "", workspaceSlug: name }, "workspaceSlug"],
      ["GET", `/v1/projects/slug/${escaped}`, {}, "slug"],
      ["GET", `/v1/workspace/${escaped}/roles`, {}, "projectSlug"],
      ["GET", `/v1/projects/:projectId/tags/slug/${escaped}`, {}, "tagSlug"],
    ])("%s %s %j", async (method, url, change, field) => {
      const answer = await ask(method, url, change);
      expect(answer).toMatchObject({ status: 400, body: { details: [{ path: field }] } });
    });
  });
});
