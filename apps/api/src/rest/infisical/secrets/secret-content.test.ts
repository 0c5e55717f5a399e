import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

describe.each([
  ["/api/v3/secrets/raw", "/api/v3/secrets/batch/raw"],
  ["/api/v4/secrets", "/api/v4/secrets/batch"],
])("what secrets hold at %s", (prefix, batch) => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));
  let where: { workspaceId: string; environment: string };
  let tag: { id: string; slug: string };

  beforeAll(async () => {
    const { id } = await api().createProject();
    where = { workspaceId: id, environment: "dev" };
    ({ tag } = await api().admin("POST", `/api/v1/projects/${id}/tags`, {
      body: { slug: "backend", color: "#1d4ed8" },
    }));
  });

  const send = (method: string, url: string, body: Record<string, unknown> = {}) =>
    api().call(method, url, { token: api().adminToken, body: { ...where, ...body } });
  const keys = async (query: Record<string, string>) => {
    const { secrets } = await api().admin("GET", prefix, { query: { ...where, ...query } });
    return secrets.map(({ secretKey }: { secretKey: string }) => secretKey);
  };
  const noted = (value: string) => [{ key: "team", value }];

  test("are tags and metadata, in the shape that clients parse", async () => {
    const secretMetadata = [{ key: "team", value: "a", isEncrypted: false }];
    const made = await send("POST", `${prefix}/FULL`, { secretValue: "v", tagIds: [tag.id], secretMetadata });
    const secret = {
      tags: [{ id: tag.id, slug: "backend", name: "backend", color: "#1d4ed8" }],
      secretMetadata: noted("a"),
    };
    expect(made).toMatchObject({ status: 200, body: { secret } });
    const read = await api().admin("GET", `${prefix}/id/${made.body.secret.id}`);
    expect(read.secret).toMatchObject({ ...secret, secretKey: "FULL", secretValue: "v" });
    const hidden = await api().admin("GET", `${prefix}/id/${read.secret.id}`, { query: { viewSecretValue: "false" } });
    expect(hidden.secret.secretValue).toBe("<hidden-by-infisical>");
    const changed = await send("PATCH", `${prefix}/FULL`, { tagIds: [], secretMetadata: noted("b") });
    expect(changed.body.secret).toMatchObject({ tags: [], secretMetadata: noted("b"), secretValue: "v" });
  });

  test("narrow a list down", async () => {
    await send("POST", `${prefix}/A`, { secretValue: "v", tagIds: [tag.id], secretMetadata: noted("x=1, y") });
    await send("POST", `${prefix}/B`, { secretValue: "v", tagIds: [tag.id] });
    expect(await keys({ tagSlugs: "backend, none" })).toEqual(["A", "B"]);
    expect(await keys({ metadataFilter: "key=team,value=x=1, y" })).toEqual(["A"]);
    expect(await keys({ tagSlugs: "backend", metadataFilter: "key=team,value=x=1, y|key=no,value=no" })).toEqual([]);
    const bad = await api().call("GET", prefix, {
      token: api().adminToken,
      query: { ...where, metadataFilter: "team" },
    });
    expect(bad).toMatchObject({ status: 400, body: { details: [{ path: "metadataFilter" }] } });
  });

  test("come in batches, as the Go client sends them", async () => {
    const secrets = ["ONE", "TWO"].map((secretKey) => ({ secretKey, secretValue: " v ", secretComment: "c" }));
    const made = await send("POST", batch, { secretPath: "/", secrets });
    expect(made.body.secrets).toMatchObject([
      { secretKey: "ONE", secretValue: "v", secretComment: "c", version: 1 },
      { secretKey: "TWO" },
    ]);
    expect(await send("POST", batch, { secrets })).toMatchObject({
      status: 400,
      body: { message: "Secret already exists" },
    });
    const changes = [
      { secretKey: "ONE", newSecretName: "UNO" },
      { secretKey: "THREE", secretValue: "3" },
    ];
    expect(await send("PATCH", batch, { secrets: changes })).toMatchObject({
      status: 404,
      body: { message: "Secret with name 'THREE' not found" },
    });
    expect((await send("PATCH", batch, { mode: "upsert", secrets: changes })).body.secrets).toMatchObject([
      { secretKey: "UNO", secretValue: "v", version: 2 },
      { secretKey: "THREE", secretValue: "3", version: 1 },
    ]);
    const gone = ["UNO", "TWO", "THREE"].map((secretKey) => ({ secretKey, type: "shared" }));
    expect((await send("DELETE", batch, { secrets: gone })).body.secrets).toHaveLength(3);
    expect((await send("DELETE", batch, { secrets: gone })).status).toBe(404);
  });

  test.each([
    ["POST", { secrets: [] }, "secrets"],
    ["POST", { secrets: [{ secretKey: "A:B", secretValue: "v" }] }, "secrets.0.secretKey"],
    ["POST", { secrets: [{ secretKey: "X", secretValue: "a\u0000" }] }, "secrets.0.secretValue"],
    ["POST", { secrets: [{ secretKey: "X" }] }, "secrets.0.secretValue"],
    ["POST", { secrets: Array.from({ length: 2 }, () => ({ secretKey: "X", secretValue: "v" })) }, "secrets"],
    [
      "PATCH",
      { secrets: [{ secretKey: "X", secretMetadata: [{ key: "", value: "v" }] }] },
      "secrets.0.secretMetadata.0.key",
    ],
    ["PATCH", { mode: "sometimes", secrets: [] }, "mode"],
    ["PATCH", { mode: "upsert", secrets: [{ secretKey: "X" }] }, "secretValue"],
    ["DELETE", { secrets: [{ secretKey: "X", type: "personal" }] }, "secrets.0.type"],
    ["DELETE", { secrets: [] }, "secrets"],
  ])("are refused in a batch of %s %j, naming the field", async (method, body, field) => {
    const answer = await send(method, batch, body);
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: field }] } });
  });
});

describe.each([
  ["projects", "tag", "tags"],
  ["workspace", "workspaceTag", "workspaceTags"],
])("tags at /api/v1/%s", (noun, one, many) => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));
  let url: string;
  beforeAll(async () => {
    url = `/api/v1/${noun}/${(await api().createProject()).id}/tags`;
  });
  const send = (method: string, path: string, body?: object) =>
    api().call(method, `${url}${path}`, { token: api().adminToken, ...(body ? { body } : {}) });

  test("are looked for by slug, made when missing, changed and deleted", async () => {
    expect(await send("GET", "/slug/web")).toMatchObject({ status: 404, body: { message: "Tag not found" } });
    const { body } = await send("POST", "", { slug: "web", color: "" });
    const tag = body[one];
    expect(tag).toMatchObject({ slug: "web", name: "web", color: "", projectId: expect.any(String) });
    for (const path of ["/slug/web", `/${tag.id}`]) expect((await send("GET", path)).body).toEqual(body);
    expect((await send("GET", "")).body).toEqual({ [many]: [tag] });
    expect((await send("PATCH", `/${tag.id}`, { slug: "front", color: "red" })).body[one]).toMatchObject({
      id: tag.id,
      slug: "front",
      color: "red",
    });
    expect((await send("POST", "", { slug: "front" })).status).toBe(400);
    expect((await send("DELETE", `/${tag.id}`)).body[one].id).toBe(tag.id);
    expect((await send("DELETE", `/${tag.id}`)).status).toBe(404);
  });

  test.each([
    [{}, "slug"],
    [{ slug: "Not A Slug" }, "slug"],
    [{ slug: "a", color: "url(javascript:1)" }, "color"],
  ])("are refused with %j, naming the field", async (body, field) => {
    expect(await send("POST", "", body)).toMatchObject({ status: 400, body: { details: [{ path: field }] } });
  });
});
