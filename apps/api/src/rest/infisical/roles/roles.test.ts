import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

const PERMISSIONS = [
  {
    subject: "secrets",
    action: ["describeSecret", "readValue"],
    conditions: { environment: "dev", secretPath: { $glob: "/{{identity.auth.kubernetes.namespace}}/**" } },
  },
  { subject: "secrets", action: ["edit"], inverted: true },
];

describe("roles over REST", () => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));
  let project: { id: string; slug: string };
  let number = 0;
  let slug: string;
  beforeAll(async () => {
    project = await api().createProject();
  });
  beforeEach(() => {
    number += 1;
    slug = `reader-${number}`;
  });

  const places = (): Record<string, string> => ({
    "/v1/projects": `/api/v1/projects/${project.id}`,
    "/v2/workspace": `/api/v2/workspace/${project.id}`,
    "/v1/workspace by slug": `/api/v1/workspace/${project.slug}`,
    "/v1/organization": `/api/v1/organization/${api().organizationId}`,
  });
  const permissionsAt = (place: string) =>
    place === "/v1/organization" ? [{ subject: "identity", action: ["read"] }] : PERMISSIONS;

  test.each(["/v1/projects", "/v2/workspace", "/v1/workspace by slug", "/v1/organization"])(
    "are made, read, changed and deleted at %s, with their rules as they were sent",
    async (place) => {
      const url = `${places()[place]}/roles`;
      const permissions = permissionsAt(place);
      const created = (await api().admin("POST", url, { body: { slug, name: "Reader", permissions } })).role;
      const projectId = place === "/v1/organization" ? null : project.id;
      const orgId = api().organizationId;
      expect(created).toMatchObject({ slug, name: "Reader", description: "", permissions, projectId, orgId });
      expect((await api().admin("GET", `${url}/${created.id}`)).role).toEqual(created);
      const list = await api().admin("GET", url);
      expect(list.roles).toContainEqual(created);
      expect(list.data.roles).toEqual(list.roles);
      const change = { name: "Renamed", description: "d", permissions: [] };
      const changed = (await api().admin("PATCH", `${url}/${created.id}`, { body: change })).role;
      expect(changed).toMatchObject({ ...change, slug });
      expect((await api().admin("DELETE", `${url}/${created.id}`, { body: {} })).role).toEqual(changed);
      expect((await api().call("GET", `${url}/${created.id}`, { token: api().adminToken })).status).toBe(404);
    },
  );

  test("take the older word for reading secrets for the two actions that it is, and drop no denial", async () => {
    const url = `/api/v1/workspace/${project.slug}/roles`;
    const denied = { subject: "secrets", action: ["read"], conditions: { environment: "prod" }, inverted: true };
    const permissions = [{ subject: "secrets", action: "read" }, denied];
    expect((await api().admin("POST", url, { body: { slug, name: "Reader", permissions } })).role.permissions).toEqual([
      { subject: "secrets", action: ["describeSecret", "readValue"] },
      { ...denied, action: ["describeSecret", "readValue"] },
    ]);
    const unknown = { slug: `${slug}-x`, name: "X", permissions: [{ subject: "integrations", action: ["read"] }] };
    const answer = await api().call("POST", url, { token: api().adminToken, body: unknown });
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: "permissions.0.subject" }] } });
    expect(answer.body.message).toContain('There is no subject "integrations"');
  });

  test("name the role of the organization's identity that holds one, and that of a project's member", async () => {
    const at = (place: string) => `${places()[place]}/roles`;
    const make = async (place: string) =>
      (await api().admin("POST", at(place), { body: { slug, name: "Reader", permissions: permissionsAt(place) } }))
        .role;
    const ofOrganization = await make("/v1/organization");
    const ofProject = await make("/v2/workspace");
    const id = await api().createIdentity(slug, "holder");
    const { id: roleId, name, description } = ofOrganization;
    expect((await api().admin("GET", `/api/v1/identities/${id}`)).identity).toMatchObject({
      role: slug,
      roleId,
      customRole: { id: roleId, name, slug, description },
    });
    const membership = `/api/v2/workspace/${project.id}/identity-memberships/${id}`;
    await api().admin("POST", membership, { body: { role: slug } });
    expect((await api().admin("GET", membership)).identityMembership.roles).toMatchObject([
      { role: "custom", customRoleId: ofProject.id, customRoleSlug: slug },
    ]);
  });

  test("are found by slug, and given by it", async () => {
    const url = `/api/v2/workspace/${project.id}`;
    await api().admin("POST", `${url}/roles`, { body: { slug, name: "Reader", permissions: PERMISSIONS } });
    const { role } = await api().admin("GET", `${url}/roles/slug/${slug}`);
    expect(role.permissions).toEqual(PERMISSIONS);
    const identityId = await api().createIdentity();
    const body = { roles: [{ role: slug }] };
    const answer = await api().admin("POST", `${url}/identity-memberships/${identityId}`, { body });
    expect(answer.identityMembership.roles).toMatchObject([
      { role: "custom", customRoleSlug: slug, customRoleName: "Reader" },
    ]);
    expect(await api().call("DELETE", `${url}/roles/${role.id}`, { token: api().adminToken })).toMatchObject({
      status: 400,
      body: { message: "The role is held by checkout. Take it from them first" },
    });
  });

  test.each([
    [{ slug: "admin", name: "x", permissions: [] }, "slug"],
    [{ name: "x", permissions: [] }, "slug"],
    [{ slug: "x", name: "x" }, "permissions"],
    [{ slug: "x", name: "x", permissions: [{ subject: "kms", action: ["read"] }] }, "permissions.0.subject"],
    [{ slug: "x", name: "x", permissions: [{ subject: "secrets", action: ["fly"] }] }, "permissions.0.action"],
    [
      {
        slug: "x",
        name: "x",
        permissions: [{ subject: "secrets", action: "edit", conditions: { environment: { $regex: "." } } }],
      },
      "permissions.0.conditions.environment",
    ],
  ])("are refused as %j, naming the field", async (body, field) => {
    const url = `/api/v1/projects/${project.id}/roles`;
    expect(await api().call("POST", url, { token: api().adminToken, body })).toMatchObject({
      status: 400,
      body: { details: expect.arrayContaining([expect.objectContaining({ path: field })]) },
    });
  });

  test("tell the caller its own permissions, packed as CASL packs them", async () => {
    const url = `/api/v1/projects/${project.id}`;
    await api().admin("POST", `${url}/roles`, { body: { slug, name: "x", permissions: [PERMISSIONS[1]] } });
    const identityId = await api().createIdentity();
    const body = { roles: [{ role: "viewer" }, { role: slug }] };
    await api().admin("POST", `${url}/identity-memberships/${identityId}`, { body });
    const token = await api().logIn(identityId);
    const { permissions, data } = (await api().call("GET", `${url}/permissions`, { token })).body;
    expect(permissions).toContainEqual(["describeSecret,readValue", "secrets"]);
    expect(permissions).toContainEqual(["edit", "secrets", 0, 1]);
    expect(data.permissions).toEqual(permissions);
    const own = `/api/v1/organization/${api().organizationId}/permissions`;
    expect((await api().call("GET", own, { token })).body).toEqual({ permissions: [] });
  });

  test("of another organization are those of none", async () => {
    const other = await api().createOtherTenant();
    const url = `/api/v1/organization/${other.organizationId}/roles`;
    expect(await api().call("GET", url, { token: api().adminToken })).toMatchObject({ status: 404 });
  });
});
