import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "./index.ts";

const at = { createdAt: new Date(0), updatedAt: new Date(0) };
const organizationId = randomUUID();
const projectId = randomUUID();
const identityId = randomUUID();
const userId = randomUUID();
const role = { organizationId, name: "r", description: "", permissions: [], ...at };

/** The rules that the migrations add by hand, which schema.prisma cannot say. */
describe("the database itself", () => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase({ kind: "memory" });
    const { client } = database;
    await client.organization.create({ data: { id: organizationId, name: "o", slug: "o", ...at } });
    await client.project.create({
      data: { id: projectId, organizationId, name: "p", slug: "p", description: "", ...at },
    });
    await client.identity.create({
      data: { id: identityId, organizationId, name: "i", hasDeleteProtection: false, createdAt: at.createdAt },
    });
    await client.user.create({ data: { id: userId, name: "u", email: "u@example.com" } });
  });
  afterAll(() => database?.close());

  it.each([
    ["neither a user nor an identity", {}, "org_memberships_one_principal"],
    ["both", { role: "member", userId, identityId }, "org_memberships_one_principal"],
    ["no role of an identity's", { identityId }, "org_memberships_one_role"],
    ["two roles", { identityId, role: "member", customRoleId: randomUUID() }, "org_memberships_one_role"],
    ["a person's role in the place of an identity's", { userId, role: "member" }, "org_memberships_one_role"],
  ])("refuses an organization membership with %s", async (_what, columns, constraint) => {
    const created = database.client.orgMembership.create({
      data: { id: randomUUID(), organizationId, ...columns, ...at },
    });
    await expect(created).rejects.toThrow(constraint);
  });

  it.each([
    ["neither a user nor an identity", {}],
    ["both", { userId, identityId }],
  ])("refuses a project membership with %s", async (_what, columns) => {
    const created = database.client.projectMembership.create({
      data: { id: randomUUID(), projectId, ...columns, ...at },
    });
    await expect(created).rejects.toThrow("project_memberships_one_principal");
  });

  it.each([
    ["no role", {}],
    ["two roles", { role: "viewer", customRoleId: randomUUID() }],
  ])("refuses a role of a project membership that names %s", async (_what, columns) => {
    const membership = { id: randomUUID(), projectId, identityId, ...at };
    const created = database.client.projectMembership.create({
      data: { ...membership, roles: { create: { id: randomUUID(), ...columns } } },
    });
    await expect(created).rejects.toThrow("project_membership_roles_one_role");
  });

  it.each([
    ["a start alone", { startsAt: new Date(1) }],
    ["an end alone", { endsAt: new Date(1) }],
    ["its end before its start", { startsAt: new Date(2), endsAt: new Date(1) }],
    ["a length and no end", { windowLength: "1h" }],
  ])("refuses a temporary role with %s", async (_what, window) => {
    const membership = { id: randomUUID(), projectId, identityId, ...at };
    const created = database.client.projectMembership.create({
      data: { ...membership, roles: { create: { id: randomUUID(), role: "viewer", ...window } } },
    });
    await expect(created).rejects.toThrow("project_membership_roles_whole_window");
  });

  it.each([
    ["uses", { uses: -1, maxUses: 0 }, "access_tokens_uses_not_negative"],
    ["maxUses", { uses: 0, maxUses: -1 }, "access_tokens_max_uses_not_negative"],
  ])("refuses an access token with negative %s", async (_what, counts, constraint) => {
    const instants = { expiresAt: at.createdAt, maxExpiresAt: at.createdAt, createdAt: at.createdAt };
    const created = database.client.accessToken.create({
      data: { id: randomUUID(), organizationId, identityId, authMethod: "kubernetes-auth", ...counts, ...instants },
    });
    await expect(created).rejects.toThrow(constraint);
  });

  it("refuses an access token that ends after its max TTL", async () => {
    const instants = { expiresAt: new Date(1), maxExpiresAt: at.createdAt, createdAt: at.createdAt };
    const created = database.client.accessToken.create({
      data: { id: randomUUID(), organizationId, identityId, authMethod: "token-auth", maxUses: 0, ...instants },
    });
    await expect(created).rejects.toThrow("access_tokens_within_max_ttl");
  });

  it("refuses a second organization role of one slug, and lets each project have that slug once", async () => {
    const create = (data: { slug: string; projectId?: string }) =>
      database.client.role.create({ data: { id: randomUUID(), ...role, ...data } });
    await create({ slug: "auditor" });
    await create({ slug: "auditor", projectId });
    await expect(create({ slug: "auditor" })).rejects.toMatchObject({ code: "P2002" });
    await expect(create({ slug: "auditor", projectId })).rejects.toMatchObject({ code: "P2002" });
  });

  it.each([
    ["a result that is none", { result: "maybe", reason: null }, "login_attempts_result"],
    ["a refusal by nothing", { result: "refused", reason: null }, "login_attempts_reason"],
    ["a reason to let in", { result: "accepted", reason: "name" }, "login_attempts_reason"],
  ])("refuses a login attempt with %s", async (_what, columns, constraint) => {
    const created = database.client.loginAttempt.create({
      data: {
        id: randomUUID(),
        organizationId,
        identityId,
        occurredAt: at.createdAt,
        authMethod: "kubernetes-auth",
        isProven: true,
        checks: [],
        requestId: "r",
        ipAddress: "",
        userAgent: "",
        ...columns,
      },
    });
    await expect(created).rejects.toThrow(constraint);
  });

  it("keeps one root for each environment, and no import of a folder into itself", async () => {
    const { client } = database;
    const environmentId = randomUUID();
    await client.environment.create({
      data: { id: environmentId, projectId, name: "e", slug: "e", position: 1, ...at },
    });
    const folder = { environmentId, name: "", path: "/", description: "", version: 1, ...at };
    const rootId = randomUUID();
    await client.folder.create({ data: { ...folder, id: rootId } });
    for (const misplaced of [{ path: "/a" }, { parentId: rootId, path: "/" }]) {
      const created = client.folder.create({ data: { ...folder, id: randomUUID(), ...misplaced } });
      await expect(created).rejects.toThrow(/folders_root_has_no_parent|Unique constraint/);
    }
    const secretImport = { id: randomUUID(), folderId: rootId, sourceFolderId: rootId, position: 1, ...at };
    await expect(client.secretImport.create({ data: secretImport })).rejects.toThrow("secret_imports_not_of_itself");
  });
});
