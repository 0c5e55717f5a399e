import { CreateOwnIdentityInput, ListOwnIdentitiesInput } from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

describeOnEachDatabase("a project's own identities", (world) => {
  let tenant: Tenant;
  let projectId: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    projectId = (await tenant.createProject()).id;
  });

  const create = (input: object = {}, ctx = tenant.admin) =>
    core.createOwnIdentity(ctx, CreateOwnIdentityInput.parse({ name: "own", roles: ["viewer"], projectId, ...input }));
  const list = (ctx = tenant.admin) => core.listOwnIdentities(ctx, ListOwnIdentitiesInput.parse({ projectId }));

  it("are made without access to the organization, as members of the project, in one step", async () => {
    const identity = await create({ metadata: [{ key: "team", value: "shop" }] });
    expect(identity).toMatchObject({ role: "no-access", project: { id: projectId }, metadata: [{ key: "team" }] });
    const membership = await core.getProjectIdentity(tenant.admin, { projectId, identityId: identity.id });
    expect(membership.roles).toMatchObject([{ role: "viewer" }]);
  });

  it("start with Universal Auth where that is asked for, and else with no way to log in", async () => {
    expect(await create()).toMatchObject({ authMethods: [] });
    expect(await create({ isUniversalAuthAttached: true })).toMatchObject({ authMethods: ["universal-auth"] });
    expect(await tenant.auditEvents("universal_auth.attach")).toHaveLength(1);
  });

  it("are identities of the organization's in its log, and members in the project's", async () => {
    const { id: identityId } = await create();
    await core.updateOwnIdentity(tenant.admin, { projectId, identityId, name: "renamed" });
    await core.deleteOwnIdentity(tenant.admin, { projectId, identityId });
    const ofOrganization = { projectId: null, subjectId: identityId };
    expect(await tenant.auditEvents("identity.create")).toMatchObject([{ ...ofOrganization, detail: { projectId } }]);
    expect(await tenant.auditEvents("identity.update")).toMatchObject([ofOrganization]);
    expect(await tenant.auditEvents("identity.delete")).toMatchObject([ofOrganization]);
    expect(await tenant.auditEvents("project_membership.create")).toMatchObject([{ projectId, subjectId: identityId }]);
  });

  it("are not made at all when a role is not there, or holds more than whoever asks", async () => {
    const developer = await tenant.contextOf({ organizationRole: "member", projectId, projectRole: "member" });
    await expect(create({ roles: ["none"] })).rejects.toMatchObject({ code: "role.not_found" });
    await expect(create({ roles: ["viewer", "admin"] }, developer)).rejects.toMatchObject({
      code: expect.stringMatching(/^auth\./),
    });
    expect((await list()).items).toEqual([]);
    expect(await tenant.auditEvents("identity.create")).toEqual([]);
  });

  it("ask for the right to make identities in the organization and in the project", async () => {
    const inProject = await tenant.contextOf({ projectId, projectRole: "admin" });
    const inOrganization = await tenant.contextOf({ organizationRole: "member" });
    for (const ctx of [inProject, inOrganization]) {
      await expect(create({}, ctx)).rejects.toMatchObject({ code: "auth.permission_denied" });
    }
    const both = await tenant.contextOf({ organizationRole: "member", projectId, projectRole: "admin" });
    expect(await create({}, both)).toMatchObject({ name: "own" });
  });

  it("are changed and deleted by nobody who may in the organization alone, or in the project alone", async () => {
    const { id: identityId } = await create();
    const ref = { projectId, identityId };
    const inProject = await tenant.contextOf({ projectId, projectRole: "admin" });
    const inOrganization = await tenant.contextOf({ organizationRole: "member", projectId, projectRole: "viewer" });
    const denied = { code: "auth.permission_denied" };
    for (const ctx of [inProject, inOrganization]) {
      await expect(core.updateOwnIdentity(ctx, { ...ref, name: "x" })).rejects.toMatchObject(denied);
      await expect(core.deleteOwnIdentity(ctx, ref)).rejects.toMatchObject(denied);
    }
    expect(await core.getOwnIdentity(tenant.admin, ref)).toMatchObject({ name: "own" });
    const both = await tenant.contextOf({ organizationRole: "member", projectId, projectRole: "admin" });
    expect(await core.updateOwnIdentity(both, { ...ref, name: "renamed" })).toMatchObject({ name: "renamed" });
    await core.deleteOwnIdentity(both, ref);
    expect((await list()).items).toEqual([]);
  });

  it("are none of another project's, nor of the organization's, though these are in the project", async () => {
    const own = await create();
    const { id: otherProjectId } = await tenant.createProject();
    const ofOther = await create({ projectId: otherProjectId });
    const ofOrganization = await tenant.createIdentity();
    for (const identityId of [ofOther.id, ofOrganization.id]) {
      await core.addProjectIdentity(tenant.admin, { projectId, identityId, roles: ["viewer"] });
      const ref = { projectId, identityId };
      const missing = { code: "identity.not_found" };
      await expect(core.getOwnIdentity(tenant.admin, ref)).rejects.toMatchObject(missing);
      await expect(core.updateOwnIdentity(tenant.admin, { ...ref, name: "x" })).rejects.toMatchObject(missing);
      await expect(core.deleteOwnIdentity(tenant.admin, ref)).rejects.toMatchObject(missing);
    }
    expect(await list()).toMatchObject({ items: [{ id: own.id }], totalCount: 1 });
  });

  it("are read in the project while they are members there, and then by who may read the organization's", async () => {
    const { id: identityId } = await create();
    const ref = { projectId, identityId };
    const inProject = await tenant.contextOf({ projectId, projectRole: "admin" });
    expect(await core.getOwnIdentity(inProject, ref)).toMatchObject({ id: identityId });
    expect(await list(inProject)).toMatchObject({ items: [{ id: identityId }], totalCount: 1 });
    await core.removeProjectIdentity(tenant.admin, ref);
    // A membership of another project is none of this one.
    const { id: otherProjectId } = await tenant.createProject();
    await core.addProjectIdentity(tenant.admin, { projectId: otherProjectId, identityId, roles: ["viewer"] });
    await expect(core.getOwnIdentity(inProject, ref)).rejects.toMatchObject({ code: "identity.not_found" });
    expect(await list(inProject)).toEqual({ items: [], nextCursor: null, totalCount: 0 });
    const both = await tenant.contextOf({ organizationRole: "member", projectId, projectRole: "viewer" });
    expect(await core.getOwnIdentity(both, ref)).toMatchObject({ id: identityId });
    expect(await list(both)).toMatchObject({ items: [{ id: identityId }], totalCount: 1 });
  });

  it("stay when their project is deleted, with access to nothing", async () => {
    const { id: identityId } = await create();
    await core.deleteProject(tenant.admin, { projectId });
    expect(await core.getIdentity(tenant.admin, { identityId })).toMatchObject({ role: "no-access", project: null });
    expect(await tenant.admin.store.identities.listHeldRoles([identityId], tenant.organizationId)).toMatchObject([
      { projects: [] },
    ]);
  });
});
