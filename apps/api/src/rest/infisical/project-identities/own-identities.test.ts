import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

describe("a project's own identities", () => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));
  let projectId: string;
  let url: string;
  beforeAll(async () => {
    projectId = (await api().createProject()).id;
    url = `/api/v1/projects/${projectId}/identities`;
  });
  const create = async (body: object = {}) =>
    (await api().admin("POST", url, { body: { name: "own", ...body } })).identity;
  const send = (method: string, path: string, body?: object, token: string | undefined = api().adminToken) =>
    api().call(method, path, { ...(token ? { token } : {}), ...(body ? { body } : {}) });

  test("are made, read, changed and deleted as Terraform does", async () => {
    const roles = [{ role: "viewer", isTemporary: false, temporaryMode: "", temporaryRange: "" }];
    const metadata = [{ key: "team", value: "shop" }];
    const made = await create({ hasDeleteProtection: false, metadata, roles });
    expect(made).toMatchObject({ name: "own", projectId, orgId: api().organizationId, authMethods: [], metadata });
    const one = `${url}/${made.id}`;
    expect((await api().admin("GET", one)).identity).toEqual(made);
    const membershipUrl = `/api/v1/projects/${projectId}/memberships/identities/${made.id}`;
    expect((await api().admin("GET", membershipUrl)).identityMembership.roles).toMatchObject([{ role: "viewer" }]);
    const { identity } = await api().admin("PATCH", one, { body: { name: "renamed", metadata: [] } });
    expect(identity).toMatchObject({ id: made.id, name: "renamed", metadata: [] });
    expect((await api().admin("DELETE", one)).identity).toMatchObject({ id: made.id, projectId });
    expect((await send("GET", one)).status).toBe(404);
    expect((await send("DELETE", one)).status).toBe(404);
  });

  test("have no access to the project when no role is named, and log in by a method that is attached as ever", async () => {
    const { id } = await create();
    const { identityMembership } = await api().admin(
      "GET",
      `/api/v1/projects/${projectId}/memberships/identities/${id}`,
    );
    expect(identityMembership.roles).toMatchObject([{ role: "no-access" }]);
    const token = await api().logIn(id);
    expect((await send("GET", `/api/v4/secrets?projectId=${projectId}&environment=dev`, undefined, token)).status).toBe(
      403,
    );
  });

  test("are listed by name, in parts, without the identities that were only added", async () => {
    const project = await api().createProject("Lists");
    const list = `/api/v1/projects/${project.id}/identities`;
    for (const name of ["b", "a", "c"]) await api().admin("POST", list, { body: { name } });
    const added = await api().createIdentity("no-access", "added");
    await api().admin("POST", `/api/v1/projects/${project.id}/memberships/identities/${added}`, { body: {} });
    const { identities, totalCount } = await api().admin("GET", list, { query: { offset: "1", limit: "1" } });
    expect({ names: identities.map(({ name }: { name: string }) => name), totalCount }).toEqual({
      names: ["b"],
      totalCount: 3,
    });
  });

  test.each([
    [{}, "name"],
    [{ name: "" }, "name"],
    [{ name: "own", metadata: [{ key: "" }] }, "metadata.0.value"],
    [{ name: "own", roles: [] }, "roles"],
    [{ name: "own", roles: [{ role: "viewer", isTemporary: true }] }, "roles.0.temporaryRange"],
  ])("are refused with %j, naming the field", async (body, field) => {
    expect(await send("POST", url, body)).toMatchObject({ status: 400, body: { details: [{ path: field }] } });
  });

  test("are closed to who is not known, and to who may not", async () => {
    const { id } = await create();
    const nobody = await api().logIn(await api().createIdentity("member", "nobody"));
    for (const [method, path] of [
      ["POST", url],
      ["GET", url],
      ["GET", `${url}/${id}`],
      ["PATCH", `${url}/${id}`],
      ["DELETE", `${url}/${id}`],
    ] as const) {
      const body = method === "POST" || method === "PATCH" ? { name: "x" } : undefined;
      expect((await send(method, path, body, "")).status, `${method} ${path}`).toBe(401);
      expect((await send(method, path, body, nobody)).status, `${method} ${path}`).toBe(403);
    }
  });
});
