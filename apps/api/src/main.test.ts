import { join } from "node:path";
import { openDatabase } from "@podpass/prisma";
import { FurnishedPodpass } from "@podpass/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

describe("a server that is stopped", () => {
  let podpass: FurnishedPodpass;
  beforeAll(async () => {
    podpass = await FurnishedPodpass.start({ role: "viewer" });
  });
  afterAll(() => podpass[Symbol.asyncDispose]());

  test("writes down the refused calls and logins that it counted", async () => {
    const { folder, server, url, projectId, identityId, clientId, clientSecret } = podpass;
    const { accessToken } = await podpass.send("POST", "/api/v1/auth/universal-auth/login", { clientId, clientSecret });
    const headers = { authorization: `Bearer ${accessToken}` };
    for (let index = 0; index < 22; index += 1) {
      const { status } = await fetch(`${url}/api/v1/projects/${projectId}`, { method: "DELETE", headers });
      expect(status).toBe(403);
    }
    const logIn = () =>
      fetch(`${url}/api/v1/auth/universal-auth/login`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ clientId, clientSecret: "wrong" }),
      });
    for (let index = 0; index < 63; index += 1) expect((await logIn()).status).toBe(401);
    await server.close();
    const database = await openDatabase({ kind: "embedded", dataDir: join(folder, "data") });
    try {
      const events = await database.client.auditEvent.findMany({ where: { action: "access.refuse_many" } });
      expect(events).toMatchObject([{ actorType: "identity", detail: { count: 2 } }]);
      expect(await database.client.loginAttemptOverflow.findMany()).toMatchObject([{ identityId, count: 3 }]);
    } finally {
      await database.close();
    }
  });
});
