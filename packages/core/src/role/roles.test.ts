import {
  CreateOrganizationRoleInput,
  CreateProjectRoleInput,
  ListProjectRoleHoldersInput,
  ListSecretsInput,
  MAX_CUSTOM_ROLES,
  type PermissionRule,
} from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeAll, beforeEach, expect, it } from "vitest";
import type { UseCaseContext } from "../index.ts";
import * as core from "../index.ts";

const read: PermissionRule = { subject: "secrets", action: ["describeSecret", "readValue"] };
const edit: PermissionRule = { subject: "secrets", action: ["edit"] };
const inDev: PermissionRule = { ...read, conditions: { environment: "dev" } };
const notInProd: PermissionRule = { ...read, conditions: { environment: "prod" }, inverted: true };
const manageRoles: PermissionRule = { subject: "role", action: ["read", "create", "edit", "delete"] };
const boundary = { code: "auth.privilege_boundary" };

describeOnEachDatabase("roles", (world) => {
  let tenant: Tenant;
  let projectId: string;
  beforeAll(async () => {
    tenant = await world().otherTenant();
  });
  beforeEach(async () => {
    projectId = (await tenant.createProject()).id;
  });

  const parse = (slug: string, rules: PermissionRule[]) =>
    CreateProjectRoleInput.parse({ projectId, slug, name: slug, rules });
  /** A person whose only role in the project has these rules. */
  async function personWith(...rules: PermissionRule[]): Promise<UseCaseContext> {
    const { slug } = await tenant.createRole({ projectId, rules });
    return tenant.contextOf({ projectId, projectRole: slug });
  }

  it("are listed after the built-in ones, and found by id and by slug", async () => {
    const role = await core.createProjectRole(tenant.admin, parse("readers", [inDev]));
    expect(role).toMatchObject({ slug: "readers", isBuiltIn: false, rules: [inDev], createdAt: world().clock.now() });
    const { items } = await core.listProjectRoles(tenant.admin, { projectId });
    expect(items.map(({ slug }) => slug)).toEqual(["admin", "member", "viewer", "no-access", "readers"]);
    expect(await core.getProjectRole(tenant.admin, { projectId, roleId: role.id ?? "" })).toEqual(role);
    expect(await core.getProjectRoleBySlug(tenant.admin, { projectId, slug: "readers" })).toEqual(role);
    expect(await core.getProjectRoleBySlug(tenant.admin, { projectId, slug: "viewer" })).toMatchObject({ id: null });
    await expect(core.getProjectRoleBySlug(tenant.admin, { projectId, slug: "toString" })).rejects.toMatchObject({
      code: "role.not_found",
    });
  });

  it("have a slug of their own in their scope", async () => {
    await core.createProjectRole(tenant.admin, parse("readers", []));
    await expect(core.createProjectRole(tenant.admin, parse("readers", []))).rejects.toMatchObject({
      code: "role.slug_taken",
    });
    const other = await core.createProjectRole(tenant.admin, parse("others", []));
    await expect(
      core.updateProjectRole(tenant.admin, { projectId, roleId: other.id ?? "", slug: "readers" }),
    ).rejects.toMatchObject({ code: "role.slug_taken" });
    await core.createProjectRole(tenant.admin, {
      ...parse("readers", []),
      projectId: (await tenant.createProject()).id,
    });
    await core.createOrganizationRole(
      tenant.admin,
      CreateOrganizationRoleInput.parse({ slug: "readers", name: "r", rules: [] }),
    );
  });

  it.each(["admin", "member", "viewer", "no-access", "custom"])("are not called %s", (slug) => {
    expect(CreateProjectRoleInput.safeParse({ projectId, slug, name: "x", rules: [] }).success).toBe(false);
    expect(CreateOrganizationRoleInput.safeParse({ slug, name: "x", rules: [] }).success).toBe(false);
  });

  it("are not without number", async () => {
    for (let number = 0; number < MAX_CUSTOM_ROLES; number += 1) await tenant.createRole({ projectId });
    await expect(core.createProjectRole(tenant.admin, parse("one-more", []))).rejects.toMatchObject({
      code: "request.invalid",
    });
  });

  it("of another project or of the organization are not found", async () => {
    const { id: roleId } = await tenant.createRole();
    const other = await tenant.createRole({ projectId: (await tenant.createProject()).id });
    for (const id of [roleId, other.id]) {
      await expect(core.getProjectRole(tenant.admin, { projectId, roleId: id })).rejects.toMatchObject({
        code: "role.not_found",
      });
    }
    await expect(core.getOrganizationRole(tenant.admin, { roleId: other.id })).rejects.toMatchObject({
      code: "role.not_found",
    });
  });

  it("are given in their own scope alone", async () => {
    const { id: identityId } = await tenant.createIdentity();
    const ofOrganization = await tenant.createRole();
    const ofProject = await tenant.createRole({ projectId: (await tenant.createProject()).id });
    const stranger = await world().otherTenant();
    const ofStranger = await stranger.createRole();
    const ofStrangersProject = await stranger.createRole({ projectId: (await stranger.createProject()).id });
    for (const { slug } of [ofOrganization, ofProject, ofStranger, ofStrangersProject]) {
      await expect(
        core.addProjectIdentity(tenant.admin, { projectId, identityId, roles: [slug] }),
      ).rejects.toMatchObject({ code: "role.not_found" });
    }
    for (const { slug } of [ofProject, ofStranger, ofStrangersProject]) {
      await expect(core.updateIdentity(tenant.admin, { identityId, role: slug })).rejects.toMatchObject({
        code: "role.not_found",
      });
    }
    const { roles } = world().services.store;
    const strangersScope = { organizationId: stranger.organizationId, projectId };
    expect(await roles.findBySlug(strangersScope, (await tenant.createRole({ projectId })).slug)).toBeNull();
    expect(await roles.count(strangersScope)).toBe(0);
  });

  it("hold anew for whoever has them from the next request on", async () => {
    const { id: roleId, slug } = await tenant.createRole({ projectId, rules: [read] });
    const person = await tenant.contextOf({ projectId, projectRole: slug });
    const list = () => core.listSecrets(person, ListSecretsInput.parse({ projectId, environment: "dev" }));
    expect((await list()).items).toEqual([]);
    await core.updateProjectRole(tenant.admin, { projectId, roleId, rules: [manageRoles] });
    await expect(list()).rejects.toMatchObject({ code: "auth.permission_denied" });
  });

  it("are not changed over a change that somebody made meanwhile", async () => {
    const { id: roleId } = await tenant.createRole({ projectId, rules: [inDev] });
    const seen = await core.getProjectRole(tenant.admin, { projectId, roleId });
    const change = { projectId, roleId, expectedUpdatedAt: seen.updatedAt?.toISOString() };
    world().clock.advanceSeconds(1);
    await core.updateProjectRole(tenant.admin, { ...change, name: "First" });
    await expect(core.updateProjectRole(tenant.admin, { ...change, name: "Second" })).rejects.toMatchObject({
      code: "role.changed_meanwhile",
    });
    expect(await core.getProjectRole(tenant.admin, { projectId, roleId })).toMatchObject({ name: "First" });
  });

  it("in use go with their project", async () => {
    const { slug } = await tenant.createRole({ projectId, rules: [inDev] });
    await tenant.contextOf({ projectId, projectRole: slug });
    await core.deleteProject(tenant.admin, { projectId });
    await expect(core.getProject(tenant.admin, { id: projectId })).rejects.toMatchObject({ code: "project.not_found" });
  });

  it("in use are not deleted, and the refusal says who has them", async () => {
    const { id: roleId, slug } = await tenant.createRole({ projectId });
    const { id: identityId, name } = await tenant.createIdentity();
    await core.addProjectIdentity(tenant.admin, { projectId, identityId, roles: [slug] });
    await expect(core.deleteProjectRole(tenant.admin, { projectId, roleId })).rejects.toMatchObject({
      code: "role.in_use",
      message: `The role is held by ${name}. Take it from them first`,
    });
    await core.updateProjectIdentity(tenant.admin, { projectId, identityId, roles: ["viewer"] });
    await core.deleteProjectRole(tenant.admin, { projectId, roleId });

    const ofOrganization = await tenant.createRole();
    await core.updateIdentity(tenant.admin, { identityId, role: ofOrganization.slug });
    await expect(core.deleteOrganizationRole(tenant.admin, { roleId: ofOrganization.id })).rejects.toMatchObject({
      message: expect.stringContaining(name),
    });
  });

  it("leave what they allowed and denied in the audit log when they are deleted", async () => {
    const rules = [inDev, notInProd];
    const { id: roleId, slug } = await tenant.createRole({ projectId, rules });
    await core.deleteProjectRole(tenant.admin, { projectId, roleId });
    const events = await tenant.auditEvents("role.delete");
    expect(events.filter(({ subjectId }) => subjectId === roleId)).toMatchObject([{ detail: { slug, rules } }]);
  });

  it("tell who has them, page by page, without those whose time is over", async () => {
    const names = [];
    for (const roles of [["viewer"], ["member", "viewer"], ["member"], [{ role: "viewer", windowLength: "1h" }]]) {
      const { id: identityId, name } = await tenant.createIdentity();
      await core.addProjectIdentity(tenant.admin, { projectId, identityId, roles });
      names.push(name);
    }
    const holders = async () => {
      const input = ListProjectRoleHoldersInput.parse({ projectId, slug: "viewer", limit: 2 });
      const first = await core.listProjectRoleHolders(tenant.admin, input);
      const second = await core.listProjectRoleHolders(tenant.admin, { ...input, cursor: first.nextCursor ?? "" });
      expect(second.nextCursor).toBeNull();
      return [...first.items, ...second.items].map(({ principal }) => principal.name).sort();
    };
    expect(await holders()).toEqual([names[0], names[1], names[3]].sort());
    world().clock.advanceSeconds(3600);
    const input = ListProjectRoleHoldersInput.parse({ projectId, slug: "viewer" });
    const { items } = await core.listProjectRoleHolders(tenant.admin, input);
    expect(items.map(({ principal }) => principal.name).sort()).toEqual([names[0], names[1]].sort());
  });

  it("are made and changed only within what one holds", async () => {
    const person = await personWith(inDev, manageRoles);
    await expect(core.createProjectRole(person, parse("wide", [read]))).rejects.toMatchObject(boundary);
    await expect(core.createProjectRole(person, parse("other", [edit]))).rejects.toMatchObject(boundary);
    const { id } = await core.createProjectRole(person, parse("narrow", [inDev]));
    const roleId = id ?? "";
    await expect(core.updateProjectRole(person, { projectId, roleId, rules: [read] })).rejects.toMatchObject(boundary);
    await core.updateProjectRole(person, { projectId, roleId, rules: [] });
    const stronger = await tenant.createRole({ projectId, rules: [read] });
    for (const rules of [[], [inDev], undefined]) {
      const change = core.updateProjectRole(person, { projectId, roleId: stronger.id, name: "mine", rules });
      await expect(change).rejects.toMatchObject(boundary);
    }
    await expect(core.deleteProjectRole(person, { projectId, roleId: stronger.id })).rejects.toMatchObject(boundary);
  });

  it("keep their denials from those they bind", async () => {
    const { id: roleId, slug } = await tenant.createRole({ projectId, rules: [notInProd] });
    const wide = await tenant.createRole({ projectId, rules: [read, manageRoles] });
    const person = await tenant.contextOf({ projectId, projectRoles: [wide.slug, slug] });
    await expect(core.updateProjectRole(person, { projectId, roleId, rules: [] })).rejects.toMatchObject(boundary);
    await core.updateProjectRole(person, { projectId, roleId, rules: [notInProd, { ...edit, inverted: true }] });
    await core.updateProjectRole(tenant.admin, { projectId, roleId, rules: [] });
  });

  it("of the organization are made only within what one holds there", async () => {
    const { slug } = await tenant.createRole({ rules: [manageRoles, { subject: "identity", action: ["read"] }] });
    const person = await tenant.contextOf({ organizationRole: slug });
    const input = (rules: PermissionRule[]) =>
      CreateOrganizationRoleInput.parse({ slug: `${slug}-2`, name: "x", rules });
    await expect(
      core.createOrganizationRole(person, input([{ subject: "project", action: ["access-all"] }])),
    ).rejects.toMatchObject(boundary);
    await core.createOrganizationRole(person, input([{ subject: "identity", action: ["read"] }]));
  });
});
