import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";
import { MEMBERSHIP_PREFIXES } from "./memberships.ts";

describe.each(MEMBERSHIP_PREFIXES)("memberships at %s", (prefix) => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));
  let projectId: string;
  let identityId: string;
  let listUrl: string;
  let url: string;

  beforeAll(async () => {
    projectId = (await api().createProject()).id;
    listUrl = `/api${prefix.replace(":projectId", projectId)}`;
  });
  beforeEach(async () => {
    identityId = await api().createIdentity("no-access", "checkout");
    url = `${listUrl}/${identityId}`;
  });

  const send = (method: string, body?: unknown) =>
    api().call(method, url, { token: api().adminToken, ...(body === undefined ? {} : { body }) });
  const rolesIn = (answer: { roles: { role: string }[] }) => answer.roles.map(({ role }) => role);

  test("are made as Terraform makes them: permanent roles carry the fields of temporary ones", async () => {
    const temporary = { temporaryMode: "", temporaryRange: "", temporaryAccessStartTime: "2026-01-01T00:00:00Z" };
    const body = { projectId, identityId, roles: [{ role: "viewer", isTemporary: false, ...temporary }] };
    const { identityMembership } = await api().admin("POST", url, { body });
    expect(identityMembership).toMatchObject({
      identityId,
      projectId,
      roles: [{ role: "viewer", isTemporary: false }],
    });
    expect((await api().admin("GET", url)).identityMembership).toMatchObject({
      id: identityMembership.id,
      identity: { id: identityId, name: "checkout", authMethods: [] },
      project: { id: projectId, name: "Shop" },
      roles: [{ role: "viewer", customRoleSlug: null, temporaryRange: null }],
    });
    expect(await api().admin("GET", `/api/v2/workspace/identity-memberships/${identityMembership.id}`)).toEqual({
      identityMembership,
    });
  });

  test("hold a temporary role in the words it was given in", async () => {
    const relative = {
      role: "viewer",
      isTemporary: true,
      temporaryMode: "relative",
      temporaryRange: "1h",
      temporaryAccessStartTime: "2026-01-01T00:00:00.000Z",
    };
    const absolute = {
      role: "member",
      isTemporary: true,
      temporaryMode: "absolute",
      temporaryAccessStartTime: "2026-01-01T00:00:00.000Z",
      temporaryAccessEndTime: "2026-01-02T12:00:00+02:00",
    };
    const answer = await api().admin("POST", url, { body: { roles: [relative, absolute] } });
    expect(answer.identityMembership.roles).toHaveLength(2);
    expect(answer.identityMembership.roles).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...relative, temporaryAccessEndTime: "2026-01-01T01:00:00.000Z" }),
        expect.objectContaining({
          ...absolute,
          temporaryRange: null,
          temporaryAccessEndTime: "2026-01-02T10:00:00.000Z",
        }),
      ]),
    );
  });

  test("take the one role that older clients name, and none as no access", async () => {
    expect(rolesIn((await api().admin("POST", url, { body: { role: "member" } })).identityMembership)).toEqual([
      "member",
    ]);
    await api().admin("DELETE", url);
    expect(rolesIn((await api().admin("POST", url)).identityMembership)).toEqual(["no-access"]);
  });

  test("change their roles as a whole, answered in the words of both generations", async () => {
    await api().admin("POST", url, { body: { role: "member" } });
    const answer = await api().admin("PATCH", url, { body: { roles: [{ role: "viewer" }, { role: "admin" }] } });
    expect(rolesIn(answer).sort()).toEqual(["admin", "viewer"]);
    expect(answer.identityMembership.roles).toEqual(answer.roles);
  });

  test("are gone after their deletion", async () => {
    await api().admin("POST", url, { body: { role: "member" } });
    expect((await api().admin("DELETE", url, { body: {} })).identityMembership.identityId).toBe(identityId);
    expect((await send("GET")).status).toBe(404);
    expect((await send("DELETE")).status).toBe(404);
  });

  test("exist once", async () => {
    await api().admin("POST", url, { body: { role: "member" } });
    expect(await send("POST", { role: "viewer" })).toMatchObject({
      status: 400,
      body: { message: "Identity is already a member" },
    });
  });

  test.each([
    ["POST", { roles: [{ role: "viewer", isTemporary: true }] }, "roles.0.temporaryRange"],
    ["POST", { roles: [{ role: "viewer", isTemporary: true, temporaryRange: "soon" }] }, "roles.0.temporaryRange"],
    [
      "POST",
      { roles: [{ role: "viewer", isTemporary: true, temporaryRange: "1h", temporaryAccessStartTime: "now" }] },
      "roles.0.temporaryAccessStartTime",
    ],
    [
      "PATCH",
      { roles: [{ role: "viewer", isTemporary: true, temporaryMode: "absolute" }] },
      "roles.0.temporaryAccessEndTime",
    ],
    ["POST", { roles: [] }, "roles"],
    ["POST", { roles: [{}] }, "roles.0.role"],
    ["POST", { roles: [{ role: "viewer" }, { role: "viewer" }] }, "roles"],
    ["POST", { roles: "viewer" }, "roles"],
    ["PATCH", {}, "roles"],
  ])("are refused at %s with %j, naming the field", async (method, body, field) => {
    expect(await send(method, body)).toMatchObject({ status: 400, body: { details: [{ path: field }] } });
  });

  test("are not made with a role that does not exist, nor for an identity that does not", async () => {
    expect(await send("POST", { role: "emperor" })).toMatchObject({
      status: 404,
      body: { message: expect.stringMatching(/^Role .*not found$/) },
    });
    url = `${listUrl}/7c2e5dd0-2f0c-4a4c-8a53-6a5d8a3a8f10`;
    expect(await send("POST", { role: "viewer" })).toMatchObject({ status: 404 });
  });

  test("are listed from the project and from the identity", async () => {
    const { identityMembership } = await api().admin("POST", url, { body: { role: "viewer" } });
    const list = await api().admin("GET", listUrl, { query: { limit: "20000", search: "" } });
    expect(list.identityMemberships).toContainEqual(identityMembership);
    expect(list.totalCount).toBe(list.identityMemberships.length);
    expect((await api().admin("GET", listUrl, { query: { identityName: "nobody" } })).totalCount).toBe(0);
    const own = await api().admin("GET", `/api/v1/identities/${identityId}/identity-memberships`);
    expect(own).toEqual({ identityMemberships: [identityMembership] });
    const available = await api().admin("GET", `/api/v1/projects/${projectId}/memberships/available-identities`);
    expect(available.identities.map(({ id }: { id: string }) => id)).not.toContain(identityId);
  });
});
