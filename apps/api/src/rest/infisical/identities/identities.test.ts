import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

describe("identities", () => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));

  const send = (method: string, url: string, body: unknown, token = api().adminToken) =>
    api().call(method, url, { token, body });

  test("are made as Terraform makes them, without a login method, and read back nested", async () => {
    const body = {
      name: " checkout ",
      organizationId: api().organizationId,
      hasDeleteProtection: false,
      role: "member",
      metadata: [{ key: "team", value: "shop" }],
    };
    const { identity } = await api().admin("POST", "/api/v1/identities", { body });
    expect(identity).toMatchObject({
      name: "checkout",
      orgId: api().organizationId,
      hasDeleteProtection: false,
      authMethods: [],
      metadata: [{ key: "team", value: "shop" }],
    });
    const read = await api().admin("GET", `/api/v1/identities/${identity.id}`);
    expect(read.identity).toMatchObject({
      identityId: identity.id,
      role: "member",
      orgId: api().organizationId,
      metadata: [{ key: "team", value: "shop" }],
      identity: { id: identity.id, name: "checkout", authMethods: [], hasDeleteProtection: false },
    });
  });

  test("change in the fields that are given; metadata is replaced", async () => {
    const id = await api().createIdentity("member", "before");
    const url = `/api/v1/identities/${id}`;
    await api().admin("PATCH", url, { body: { metadata: [{ key: "a", value: "1" }] } });
    // Clients that leave it out send null.
    const kept = await api().admin("PATCH", url, { body: { metadata: null } });
    expect(kept.identity.metadata).toMatchObject([{ key: "a", value: "1" }]);
    const made = await api().admin("POST", "/api/v1/identities", { body: { name: "without", metadata: null } });
    expect(made.identity.metadata).toEqual([]);
    const { identity } = await api().admin("PATCH", url, { body: { identityId: id, name: "after", metadata: [] } });
    expect(identity).toMatchObject({ id, name: "after", role: "member", metadata: [] });
  });

  test("with delete protection are not deleted", async () => {
    const id = await api().createIdentity("no-access", "protected");
    const url = `/api/v1/identities/${id}`;
    await api().admin("PATCH", url, { body: { hasDeleteProtection: "true" } });
    expect(await send("DELETE", url, { identityId: id })).toMatchObject({ status: 400, body: { error: "BadRequest" } });
    await api().admin("PATCH", url, { body: { hasDeleteProtection: false } });
    expect(await send("DELETE", url, undefined)).toMatchObject({ status: 200, body: { identity: { id } } });
    expect((await send("GET", url, undefined)).status).toBe(404);
  });

  test("that are deleted are refused at their next request", async () => {
    const id = await api().createIdentity("no-access", "short-lived");
    const token = await api().logIn(id);
    expect((await api().call("GET", "/api/v1/identities/details", { token })).status).toBe(200);
    await api().admin("DELETE", `/api/v1/identities/${id}`);
    expect((await api().call("GET", "/api/v1/identities/details", { token })).status).toBe(401);
  });

  test.each([
    ["no name", {}, "name"],
    ["an empty name", { name: " " }, "name"],
    ["a long name", { name: "a".repeat(256) }, "name"],
    ["a name with a NUL", { name: "a\u0000" }, "name"],
    ["a role of another type", { name: "a", role: 1 }, "role"],
    ["a flag that is none", { name: "a", hasDeleteProtection: "yes" }, "hasDeleteProtection"],
    ["metadata without a value", { name: "a", metadata: [{ key: "k" }] }, "metadata.0.value"],
    ["a metadata key twice", { name: "a", metadata: Array(2).fill({ key: "k", value: "v" }) }, "metadata"],
  ])("are refused with %s, naming the field", async (_what, body, field) => {
    const answer = await send("POST", "/api/v1/identities", body);
    expect(answer).toMatchObject({ status: 400, body: { error: "ValidationFailure", details: [{ path: field }] } });
  });

  test("are not given a role that does not exist, or one above their maker's", async () => {
    expect(await send("POST", "/api/v1/identities", { name: "a", role: "emperor" })).toMatchObject({ status: 404 });
    const member = await api().logIn(await api().createIdentity("member", "maker"));
    expect(await send("POST", "/api/v1/identities", { name: "a", role: "admin" }, member)).toMatchObject({
      status: 403,
      body: { error: "PermissionBoundaryError" },
    });
  });

  test("know where they are, whatever they may do", async () => {
    const token = await api().logIn(await api().createIdentity("no-access", "curious"));
    const { body } = await api().call("GET", "/api/v1/identities/details", { token });
    expect(body).toEqual({
      identityDetails: { organization: { id: api().organizationId, name: "Acme", slug: "acme" } },
    });
  });
});
