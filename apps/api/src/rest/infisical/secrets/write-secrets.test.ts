import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

describe.each(["/api/v3/secrets/raw", "/api/v4/secrets"])("writing secrets at %s", (prefix) => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));
  let projectId: string;
  let projectSlug: string;

  beforeAll(async () => {
    ({ id: projectId, slug: projectSlug } = await api().createProject());
  });

  const where = () => ({ workspaceId: projectId, environment: "dev" });
  const send = (method: string, name: string, body: Record<string, unknown>, token = api().adminToken) =>
    api().call(method, `${prefix}/${name}`, { token, body: { ...where(), ...body } });

  test.each([
    ["spaces around it", "  value  ", "value"],
    ["one line end", "value\n", "value\n"],
    ["several line ends", "\nvalue\r\n\n", "value\n"],
    ["several lines", "one\ntwo\n", "one\ntwo\n"],
    ["nothing", "", ""],
    ["only a line end", "\n", "\n"],
  ])("trims a value with %s", async (what, secretValue, stored) => {
    const name = what.replaceAll(" ", "_");
    const answer = await send("POST", name, { secretValue });
    expect(answer).toMatchObject({ status: 200, body: { secret: { secretKey: name, secretValue: stored } } });
    const updated = await send("PATCH", name, { secretValue });
    expect(updated).toMatchObject({ status: 200, body: { secret: { secretValue: stored, version: 2 } } });
  });

  test("takes what clients send besides, and leaves out is no change", async () => {
    const extras = {
      secretKey: "FULL",
      projectSlug: "ignored-beside-an-id",
      secretPath: "/",
      type: "shared",
      tagIds: [],
      secretReminderNote: "",
      secretReminderRepeatDays: 0,
      secretMetadata: null,
      metadata: {},
    };
    const content = { secretValue: "v", secretComment: "note", skipMultilineEncoding: true };
    await send("POST", "FULL", { ...extras, ...content });
    const { body } = await send("PATCH", "FULL", { ...extras, newSecretName: "RENAMED", secretComment: null });
    expect(body.secret).toMatchObject({
      secretKey: "RENAMED",
      secretValue: "v",
      secretComment: "note",
      skipMultilineEncoding: true,
      version: 2,
    });
  });

  test("deletes by body or by query, and answers what is gone, with the value for whoever may read it", async () => {
    await send("POST", "BY_BODY", { secretValue: "v" });
    await send("POST", "BY_QUERY", { secretValue: "v" });
    expect(await send("DELETE", "BY_BODY", {})).toMatchObject({
      status: 200,
      body: { secret: { secretKey: "BY_BODY", secretValue: "v", secretValueHidden: false } },
    });
    // Terraform and Python name the project they know, and beside it the other name, empty.
    await send("POST", "BY_SLUG", { secretValue: "v" });
    const bySlug = { workspaceId: "", projectId: "", projectSlug, environment: "dev" };
    expect(await send("DELETE", "BY_SLUG", bySlug)).toMatchObject({ status: 200 });
    const byQuery = { token: api().adminToken, query: where() };
    expect((await api().call("DELETE", `${prefix}/BY_QUERY`, byQuery)).status).toBe(200);
    expect((await api().call("DELETE", `${prefix}/BY_QUERY`, byQuery)).status).toBe(404);
  });

  test.each([
    ["POST", "A:B", { secretValue: "v" }, "secretName"],
    ["POST", "a%2Fb", { secretValue: "v" }, "secretName"],
    ["POST", "A", {}, "secretValue"],
    ["POST", "A", { secretValue: 7 }, "secretValue"],
    ["POST", "A", { secretValue: "a\u0000b" }, "secretValue"],
    ["POST", "A", { secretValue: "é".repeat(131_073) }, "secretValue"],
    ["POST", "A", { secretValue: "v", secretComment: "c".repeat(4097) }, "secretComment"],
    ["POST", "A", { secretValue: "v", type: "personal" }, "type"],
    ["PATCH", "A", { newSecretName: "x/y" }, "newSecretName"],
    ["DELETE", "A", { environment: 1 }, "environment"],
  ])("refuses %s %s %j, naming the field", async (method, name, body, field) => {
    const answer = await send(method, name, body);
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: field }] } });
    expect(answer.body.message).toMatch(new RegExp(`^${field}: `));
  });

  test("makes a name once", async () => {
    await send("POST", "ONCE", { secretValue: "v" });
    expect(await send("POST", "ONCE", { secretValue: "v" })).toMatchObject({
      status: 400,
      body: { error: "BadRequest", message: "Secret already exists" },
    });
  });

  test("is not for a viewer", async () => {
    const identityId = await api().createIdentity("no-access", "viewer");
    const membership = `/api/v1/projects/${projectId}/memberships/identities/${identityId}`;
    await api().admin("POST", membership, { body: { role: "viewer" } });
    const token = await api().logIn(identityId);
    await send("POST", "SAFE", { secretValue: "v" });
    for (const method of ["POST", "PATCH", "DELETE"]) {
      expect((await send(method, method === "POST" ? "NEW" : "SAFE", { secretValue: "w" }, token)).status).toBe(403);
    }
    expect((await api().call("GET", `${prefix}/SAFE`, { token, query: where() })).body.secret.secretValue).toBe("v");
  });
});
