import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../testing/test-api.ts";

const SECRET = {
  environment: "dev",
  secretPath: "/",
  key: "KEY",
  value: "v",
  comment: "",
  tags: [],
  metadata: [],
  skipMultilineEncoding: false,
};

describe("importing a part of a document", () => {
  const api = testApi(async () => ({
    clock: new TestClock(new Date()),
    database: await openDatabase({ kind: "memory" }),
  }));
  let cookie: string;
  let projectId: string;

  beforeAll(async () => {
    cookie = await api().signIn("admin@example.com", "correct horse battery");
    projectId = (await api().createProject()).id;
  });

  const ask = (act: "preview" | "write", part: object, headers: Record<string, string> = { cookie }) =>
    api().call("POST", `/api/trpc/projectImport.${act}`, { headers, body: { projectId, ...part } });

  test.each([
    [{ secrets: [{ ...SECRET, key: "a/b" }] }, 'secrets.0.key: Must not contain ":" or "/"'],
    [{ secrets: [SECRET, SECRET] }, "secrets: Must not name a secret twice"],
    [{ secrets: Array(251).fill(SECRET) }, "secrets: Must be at most 250"],
    [{ tags: Array(41).fill({ slug: "a", color: "" }) }, "tags: Must be at most 40"],
    [
      { folders: [{ environment: "dev", secretPath: "/", description: "" }] },
      "folders.0.secretPath: Must not be the root",
    ],
    [{ members: [] }, 'Unrecognized key: "members"'],
  ])("refuses %j and names field and rule", async (part, message) => {
    for (const act of ["preview", "write"] as const) {
      const { status, body } = await ask(act, part);
      expect([status, body.error.message]).toEqual([400, expect.stringContaining(message)]);
    }
  });

  test("has room for the largest secret there is, however it is written", async () => {
    const metadata = Array(50).fill({ key: "\u0001".repeat(255), value: "\u0001".repeat(1024) });
    const largest = { ...SECRET, value: "\u0001".repeat(262_144), comment: "\u0001".repeat(4096), metadata };
    expect((await ask("write", { secrets: [largest] })).status).toBe(200);
    expect((await ask("preview", { secrets: [largest] })).body.result.data.secrets).toEqual([
      { state: "same", version: 1, isAllowed: true },
    ]);
  });

  test("is for whoever is signed in, from the dashboard", async () => {
    for (const act of ["preview", "write"] as const) {
      expect((await ask(act, {}, {})).status).toBe(401);
      expect((await ask(act, {}, { authorization: `Bearer ${api().adminToken}` })).status).toBe(401);
      expect((await ask(act, {}, { cookie, "sec-fetch-site": "cross-site" })).status).toBe(403);
    }
  });
});
