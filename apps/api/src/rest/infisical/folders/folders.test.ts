import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

describe.each([
  ["/api/v1/folders", "workspaceId"],
  ["/api/v2/folders", "projectId"],
])("folders at %s", (url, projectName) => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));
  let where: Record<string, string>;
  let environmentId: string | undefined;

  beforeAll(async () => {
    const project = await api().createProject();
    where = { [projectName]: project.id, environment: "dev" };
    environmentId = project.environments[0]?.id;
  });

  const send = (method: string, path: string, body: Record<string, unknown> = {}) =>
    api().call(method, `${url}${path}`, { token: api().adminToken, body: { ...where, ...body } });
  const create = async (body: Record<string, unknown>) => (await send("POST", "", body)).body.folder;
  const list = async (query: Record<string, string> = {}) =>
    (await api().admin("GET", url, { query: { ...where, ...query } })).folders;

  test("are made as clients make them, and answer what Go, Python and Terraform parse", async () => {
    const folder = await create({ name: "made", path: "/", description: null, projectSlug: "ignored" });
    expect(folder).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: "made",
      envId: environmentId,
      parentId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      isReserved: false,
      description: "",
      version: 1,
      path: "/made",
      projectId: where[projectName],
      environment: { envId: environmentId, envName: "Development", envSlug: "dev" },
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
    expect(await create({ name: "made" })).toEqual(folder);
    expect((await api().admin("GET", `${url}/${folder.id}`)).folder).toEqual(folder);
  });

  test("lie where `path` or `directory` says, and are listed right there or at any depth", async () => {
    await create({ name: "web", path: "/list/apps" });
    await create({ name: "db", directory: "/list" });
    const names = async (query: Record<string, string>) =>
      (await list(query)).map(({ name, relativePath }: Record<string, string>) => [name, relativePath]);
    const right = [
      ["apps", "/apps"],
      ["db", "/db"],
    ];
    expect(await names({ path: "/list" })).toEqual(right);
    expect(await names({ directory: "/list", path: "" })).toEqual(right);
    expect(await names({ path: "/list", recursive: "true", lastSecretModified: "2026-01-01T00:00:00Z" })).toEqual([
      ["apps", "/apps"],
      ["web", "/apps/web"],
      ["db", "/db"],
    ]);
    expect((await list()).find(({ name }: { name: string }) => name === "list")?.relativePath).toBe("/list");
  });

  test("are renamed by id", async () => {
    const { id } = await create({ name: "before" });
    const answer = await send("PATCH", `/${id}`, { name: "after", path: "/", description: "why" });
    expect(answer).toMatchObject({
      status: 200,
      body: { folder: { id, name: "after", path: "/after", description: "why", version: 2 } },
    });
    await create({ name: "taken" });
    expect(await send("PATCH", `/${id}`, { name: "taken" })).toMatchObject({
      status: 400,
      body: { message: "A folder with this name already exists in this path" },
    });
  });

  test("are deleted by id, by name, by body and by query, with what is in them", async () => {
    await create({ name: "inner", path: "/gone/middle" });
    expect(await send("DELETE", "/inner", { folderName: "inner", directory: "/gone/middle" })).toMatchObject({
      status: 200,
      body: { folder: { path: "/gone/middle/inner" } },
    });
    const { id } = await create({ name: "again", path: "/gone" });
    expect((await send("DELETE", `/${id}`, { path: "/gone", forceDelete: true })).status).toBe(200);
    const byQuery = { token: api().adminToken, query: where };
    expect((await api().call("DELETE", `${url}/gone`, byQuery)).status).toBe(200);
    expect(await api().call("DELETE", `${url}/gone`, byQuery)).toMatchObject({
      status: 404,
      body: { message: "Folder with path '/gone' in environment with slug 'dev' not found" },
    });
  });

  test.each([
    ["POST", "", {}, "name"],
    ["POST", "", { name: "a b" }, "name"],
    ["POST", "", { name: ".." }, "name"],
    ["POST", "", { name: "a", path: "/../b" }, "path"],
    ["POST", "", { name: "a", path: 7 }, "path"],
    ["POST", "", { name: "a", description: "d".repeat(1025) }, "description"],
    ["POST", "", { name: "a", workspaceId: "shop", projectId: "shop" }, "project"],
    ["DELETE", "/a", { environment: undefined }, "environment"],
  ])("refuse %s%s %j, naming the field", async (method, path, body, field) => {
    const answer = await send(method, path, body);
    const name = field === "project" ? projectName : field;
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: name }] } });
  });

  test("say what is missing", async () => {
    expect((await send("POST", "", { name: "a", environment: "nope" })).status).toBe(404);
    expect((await api().call("GET", url, { token: api().adminToken, query: { ...where, path: "/no" } })).status).toBe(
      404,
    );
    expect((await api().call("GET", `${url}/${environmentId}`, { token: api().adminToken })).status).toBe(404);
  });
});
