import { request as httpRequest } from "node:http";
import { json } from "node:stream/consumers";
import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../testing/test-api.ts";

describe("requests as clients really send them", () => {
  const clock = new TestClock(new Date());
  const api = testApi(async () => ({ clock, database: await openDatabase({ kind: "memory" }) }));
  let siteUrl: string;
  let projectId: string;

  beforeAll(async () => {
    siteUrl = await api().app.listen({ host: "127.0.0.1", port: 0 });
    projectId = (await api().createProject()).id;
  });

  test.each([
    ["no body and no content type", {}],
    ["a content type and no body", { headers: { "content-type": "application/json" } }],
    ["an empty object", { body: {} }],
    ["a body with a charset", { headers: { "content-type": "application/json; charset=utf-8" }, body: { a: 1 } }],
  ])("delete with %s", async (_what, call) => {
    const id = await api().createIdentity();
    const url = `/api/v1/identities/${id}`;
    expect((await api().call("DELETE", url, { token: api().adminToken, ...call })).status).toBe(200);
  });

  test("read with a body to a GET, on a connection that stays open", async () => {
    const query = new URLSearchParams({ workspaceId: projectId, environment: "dev" });
    const body = JSON.stringify({ environment: "prod" });
    const headers = {
      authorization: `Bearer ${api().adminToken}`,
      "content-type": "application/json",
      "content-length": body.length,
    };
    for (const _round of [1, 2]) {
      const answer = await new Promise((resolve, reject) => {
        const request = httpRequest(`${siteUrl}/api/v3/secrets/raw?${query}`, { method: "GET", headers });
        request.once("response", (response) => json(response).then(resolve, reject)).once("error", reject);
        request.end(body);
      });
      expect(answer).toEqual({ secrets: [], imports: [] });
    }
  });

  test.each(["bearer", "BEARER"])("name the scheme of the token in any case: %s", async (scheme) => {
    const headers = { authorization: `${scheme}  ${api().adminToken} ` };
    expect((await api().call("GET", "/api/v1/identities/details", { headers })).status).toBe(200);
  });

  test("double a slash in the address", async () => {
    const call = { token: api().adminToken };
    expect((await api().call("GET", "/api//v1/identities/details/", call)).status).toBe(200);
  });
});
