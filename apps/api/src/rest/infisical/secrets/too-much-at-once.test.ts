import { MAX_SECRET_BYTES_AT_ONCE, MAX_SECRET_VALUE_BYTES, ProjectExport } from "@podpass/contracts";
import { openDatabase } from "@podpass/prisma";
import { postgresBinaries, TestClock } from "@podpass/testing";
import { sharedPostgresServer } from "@podpass/testing/vitest";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

const databases = {
  "the embedded engine": () => openDatabase({ kind: "memory" }),
  PostgreSQL: async () =>
    openDatabase({ kind: "postgres", url: (await (await sharedPostgresServer()).createMigratedDatabase()).url }),
};
const LARGE_BYTES = MAX_SECRET_VALUE_BYTES - 2048;
/** So many leave some room beside what is stored around them; one more fills it up. */
const LARGE_COUNT = MAX_SECRET_BYTES_AT_ONCE / MAX_SECRET_VALUE_BYTES;
/** A call of the dashboard's may be as large as this many with nothing to escape. */
const A_CALL = 9;
const MESSAGE = expect.stringMatching(/more than the 32 MB that are read at once/);
/** Writing and reading 32 MB several times takes its time on a busy machine. */
const TIMEOUT_MS = 120_000;

describe.each(Object.entries(databases))("a folder of 32 MB on %s", (name, open) => {
  const onIt = test.skipIf(name === "PostgreSQL" && postgresBinaries() === undefined);
  const api = testApi(async () => ({ clock: new TestClock(new Date()), database: await open() }));
  let cookie: string;
  let projectId: string;
  let folderId: string;

  beforeAll(async () => {
    cookie = await api().signIn("admin@example.com", "correct horse battery");
    projectId = (await api().createProject()).id;
    const { folder } = await api().admin("POST", "/api/v2/folders", {
      body: { projectId, environment: "dev", path: "/", name: "large" },
    });
    folderId = folder.id;
    const secrets = Array.from({ length: LARGE_COUNT }, (_, index) => ({
      key: `LARGE_${index}`,
      value: "x".repeat(LARGE_BYTES),
    }));
    for (let index = 0; index < secrets.length; index += A_CALL)
      await write({ create: secrets.slice(index, index + A_CALL) });
    await write({ create: [{ key: "LAST", value: "" }] });
  }, TIMEOUT_MS);

  const trpc = (method: "GET" | "POST", path: string, input: object) =>
    api().call(method, `/api/trpc/${path}`, {
      headers: { cookie },
      ...(method === "POST" ? { body: input } : { query: { input: JSON.stringify(input) } }),
    });
  async function write(change: object): Promise<void> {
    const answer = await trpc("POST", "secret.writeMany", {
      projectId,
      environment: "dev",
      secretPath: "/large",
      ...change,
    });
    expect(answer.status).toBe(200);
  }
  /** Makes the folder hold so much, as it is stored. */
  async function fillUpTo(bytes: number): Promise<void> {
    const wanted = { folderIds: [folderId], keys: null, isValueWanted: true, bytesAround: 1024 };
    await write({ update: [{ key: "LAST", value: "" }] });
    const held = await api().container.services.store.secrets.listWithin(wanted, 0);
    await write({ update: [{ key: "LAST", value: "x".repeat(bytes - held.bytes) }] });
    expect((await api().container.services.store.secrets.listWithin(wanted, 0)).bytes).toBe(bytes);
  }
  const where = () => ({ projectId, workspaceId: projectId, environment: "dev", secretPath: "/" });
  const read = (url: string, query: Record<string, string>) =>
    api().call("GET", url, { token: api().adminToken, query });
  const vault = (path: string) => read(`/v1/shop/${path}`, {});
  const download = (what: string, query: Record<string, string>) =>
    api().call("GET", `/api/downloads/${what}`, {
      headers: { cookie },
      query: { projectId, environment: "dev", ...query },
    });

  onIt(
    "is read whole by every client",
    async () => {
      await fillUpTo(MAX_SECRET_BYTES_AT_ONCE);
      for (const url of ["/api/v3/secrets/raw", "/api/v4/secrets"]) {
        const answer = await read(url, { ...where(), recursive: "true" });
        expect(answer.status).toBe(200);
        expect(answer.body.secrets).toHaveLength(LARGE_COUNT + 1);
      }
      const { status, body } = await vault("data/dev/large");
      expect([status, Object.keys(body.data.data).length]).toEqual([200, LARGE_COUNT + 1]);
      expect((await download("secrets", { secretPath: "/large", format: "json" })).status).toBe(200);
    },
    TIMEOUT_MS,
  );

  onIt(
    "and one byte is refused, in words that say what to do",
    async () => {
      await fillUpTo(MAX_SECRET_BYTES_AT_ONCE + 1);
      for (const url of ["/api/v3/secrets/raw", "/api/v4/secrets"]) {
        expect(await read(url, { ...where(), recursive: "true" })).toMatchObject({
          status: 400,
          body: { statusCode: 400, error: "BadRequest", message: MESSAGE },
        });
      }
      expect(await vault("data/dev/large")).toMatchObject({ status: 400, body: { errors: [MESSAGE] } });
      const compared = { projectId, secretPath: "/large", environments: ["dev", "prod"] };
      expect(await trpc("GET", "secret.compare", compared)).toMatchObject({
        status: 400,
        body: { error: { message: MESSAGE, data: { code: "secret.too_much_at_once" } } },
      });
      const asFile = await download("secrets", { secretPath: "/large", format: "json" });
      expect(asFile).toMatchObject({ status: 400, body: { message: MESSAGE } });
    },
    TIMEOUT_MS,
  );

  onIt(
    "and more is still read one by one, listed by name, and exported with the project",
    async () => {
      await fillUpTo(MAX_SECRET_BYTES_AT_ONCE + 1);
      const one = await read("/api/v4/secrets/LARGE_0", { ...where(), secretPath: "/large" });
      expect(one.body.secret.secretValue).toHaveLength(LARGE_BYTES);
      const names = await read("/api/v4/secrets", { ...where(), recursive: "true", viewSecretValue: "false" });
      expect(names.body.secrets).toHaveLength(LARGE_COUNT + 1);
      expect((await vault("metadata/dev/large?list=true")).body.data.keys).toHaveLength(LARGE_COUNT + 1);
      const listed = await trpc("GET", "secret.list", { projectId, environment: "dev", secretPath: "/large" });
      expect(listed.body.result.data.items).toHaveLength(LARGE_COUNT + 1);
      const { body } = await download("project", {});
      expect(ProjectExport.parse(body).secrets).toHaveLength(LARGE_COUNT + 1);
    },
    TIMEOUT_MS,
  );
});
