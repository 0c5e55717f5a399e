import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

describe.each([
  ["/api/v1/secret-imports", "workspaceId"],
  ["/api/v2/secret-imports", "projectId"],
])("secret imports at %s", (url, projectName) => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));
  let where: Record<string, string>;

  beforeAll(async () => {
    const { id } = await api().createProject();
    where = { [projectName]: id, environment: "dev" };
    for (const environment of ["staging", "prod"]) {
      const body = { projectId: id, environment, secretValue: `${environment} \${NAME}` };
      await api().admin("POST", "/api/v4/secrets/BOTH", { body });
      await api().admin("POST", "/api/v4/secrets/NAME", { body: { ...body, secretValue: environment } });
    }
  });

  const send = (method: string, path: string, body: Record<string, unknown> = {}) =>
    api().call(method, `${url}${path}`, { token: api().adminToken, body: { ...where, ...body } });
  const list = async () => (await api().admin("GET", url, { query: where })).secretImports;

  test("are made, listed, moved, pointed elsewhere and deleted", async () => {
    const made = await send("POST", "", { path: "/", import: { environment: "staging", path: "/" } });
    const { secretImport } = made.body;
    expect(made).toMatchObject({
      status: 200,
      body: {
        message: expect.any(String),
        secretImport: {
          importPath: "/",
          importEnv: { slug: "staging", name: "Staging", id: expect.any(String) },
          position: 1,
          isReplication: false,
          createdAt: expect.stringMatching(/Z$/),
        },
      },
    });
    expect(await list()).toEqual([secretImport]);
    expect((await api().admin("GET", `${url}/${secretImport.id}`)).secretImport).toEqual(secretImport);
    await send("POST", "", { import: { environment: "prod", path: "" }, isReplication: false });
    const secrets = (await api().admin("GET", `${url}/secrets/raw`, { query: where })).secrets;
    expect(secrets).toMatchObject([
      { environment: "staging", secretPath: "/", environmentInfo: { slug: "staging", name: "Staging" }, secrets: [] },
      { environment: "prod", secrets: [{ secretKey: "BOTH", secretValue: "prod prod" }, { secretKey: "NAME" }] },
    ]);
    await send("PATCH", `/${secretImport.id}`, { import: { position: 2 } });
    expect((await list()).map(({ importEnv }: { importEnv: { slug: string } }) => importEnv.slug)).toEqual([
      "prod",
      "staging",
    ]);
    expect((await send("PATCH", `/${secretImport.id}`, { import: { environment: "prod", path: "/" } })).status).toBe(
      400,
    );
    expect((await send("DELETE", `/${secretImport.id}`, { path: "/" })).status).toBe(200);
    expect((await send("DELETE", `/${secretImport.id}`, { path: "/" })).status).toBe(404);
    expect(await list()).toHaveLength(1);
  });

  test.each([
    ["POST", "", {}, "import"],
    ["POST", "", { import: { environment: 7, path: "/" } }, "import.environment"],
    ["POST", "", { import: { environment: "prod", path: "/" }, isReplication: true }, "isReplication"],
  ])("are refused at %s%s %j, naming the field", async (method, path, body, field) => {
    const answer = await send(method, path, body);
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: field }] } });
  });

  test("say what is missing, and what leads back", async () => {
    const source = (environment: string, path = "/") => ({ import: { environment, path } });
    expect((await send("POST", "", source("nope"))).status).toBe(404);
    expect((await send("POST", "", source("No Slug"))).status).toBe(404);
    expect((await send("POST", "", { ...source("prod"), path: "/.." })).status).toBe(404);
    expect((await send("POST", "", source("prod", "/nope"))).status).toBe(404);
    expect(await send("POST", "", source("dev"))).toMatchObject({
      status: 400,
      body: { message: "The import would lead back to the folder it is made in" },
    });
  });
});
