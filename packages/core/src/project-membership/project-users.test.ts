import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import type { UseCaseContext } from "../index.ts";
import * as core from "../index.ts";
import { actorId } from "../shared/actor.ts";

describeOnEachDatabase("the people of a project", (world) => {
  let tenant: Tenant;
  let projectId: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    projectId = (await tenant.createProject()).id;
  });
  const userIdOf = (ctx: UseCaseContext) => actorId(ctx.actor) ?? "";
  const returnOf = async (userId: string) => (await core.openUserSession(world().publicContext(), userId)).useCase;

  it("may do what their roles allow from the next request on, and a temporary one until it ends", async () => {
    const userId = userIdOf(await tenant.contextOf({}));
    const list = async () => core.listEnvironments(await returnOf(userId), { projectId });
    const refused = { code: "auth.permission_denied" };
    await expect(list()).rejects.toMatchObject(refused);
    const grants = ["no-access", { role: "viewer", windowLength: "1h" }];
    const added = await core.addProjectUser(tenant.admin, { projectId, userId, roles: grants });
    expect(added.roles.map(({ role, window }) => [role, window?.windowLength]).sort()).toEqual([
      ["no-access", undefined],
      ["viewer", "1h"],
    ]);
    await list();
    world().clock.advanceSeconds(3600);
    await expect(list()).rejects.toMatchObject(refused);
    await core.updateProjectUser(tenant.admin, { projectId, userId, roles: ["member"] });
    await list();
    await core.removeProjectUser(tenant.admin, { projectId, userId });
    await expect(list()).rejects.toMatchObject(refused);
  });

  it("are members of the organization who are let in, and are offered until they are in the project", async () => {
    const others = await world().otherTenant();
    const stranger = userIdOf(others.admin);
    const add = (userId: string) => core.addProjectUser(tenant.admin, { projectId, userId, roles: ["viewer"] });
    await expect(add(stranger)).rejects.toMatchObject({ code: "member.not_found" });
    const { user } = (await others.admin.store.members.findOfUser(others.organizationId, stranger)) ?? {};
    const strangerByEmail = { projectId, emails: [user?.email ?? ""], roles: ["viewer"] };
    await expect(core.addProjectUsersByEmail(tenant.admin, strangerByEmail)).rejects.toMatchObject({
      code: "member.not_found",
    });
    const person = await tenant.contextOf({});
    const member = await tenant.admin.store.members.findOfUser(tenant.organizationId, userIdOf(person));
    const memberId = member?.id ?? "";
    const offered = async () =>
      (await core.listAvailableUsers(tenant.admin, { projectId, search: member?.user.email })).items.length;
    expect(await offered()).toBe(1);
    await core.deactivateMember(tenant.admin, { memberId });
    expect(await offered()).toBe(0);
    await expect(add(userIdOf(person))).rejects.toMatchObject({ code: "member.not_found" });
    const byEmail = { projectId, emails: [member?.user.email ?? ""], roles: ["viewer"] };
    await expect(core.addProjectUsersByEmail(tenant.admin, byEmail)).rejects.toMatchObject({
      code: "member.not_found",
      message: expect.stringContaining(member?.user.email ?? ""),
    });
    await core.reactivateMember(tenant.admin, { memberId });
    await add(userIdOf(person));
    expect(await offered()).toBe(0);
    await expect(add(userIdOf(person))).rejects.toMatchObject({ code: "project_membership.already_exists" });
  });

  it("are offered, as identities are, whatever other project they are in", async () => {
    const { id: otherProjectId } = await tenant.createProject();
    const userId = userIdOf(await tenant.contextOf({ projectId: otherProjectId, projectRole: "viewer" }));
    const { id: identityId } = await tenant.createIdentity();
    await core.addProjectIdentity(tenant.admin, { projectId: otherProjectId, identityId, roles: ["viewer"] });
    const offered = async (of: string) => {
      const people = await core.listAvailableUsers(tenant.admin, { projectId: of });
      const identities = await core.listAvailableIdentities(tenant.admin, { projectId: of });
      const ids = [...people.items, ...identities.items].map(({ id }) => id);
      return [userId, identityId].filter((id) => ids.includes(id));
    };
    expect(await offered(projectId)).toEqual([userId, identityId]);
    expect(await offered(otherProjectId)).toEqual([]);
  });

  it("are given and lose no more than whoever acts holds in the project, and nobody removes themselves", async () => {
    const rules = [{ subject: "member", action: ["read", "create", "edit", "delete"] }];
    const keeper = await tenant.contextWithRules(projectId, rules);
    const userId = userIdOf(await tenant.contextOf({}));
    const admin = userIdOf(await tenant.contextOf({ projectId, projectRole: "admin" }));
    const refused = { code: "auth.privilege_boundary" };
    await expect(core.addProjectUser(keeper, { projectId, userId, roles: ["viewer"] })).rejects.toMatchObject(refused);
    const roles = ["no-access"];
    await expect(core.updateProjectUser(keeper, { projectId, userId: admin, roles })).rejects.toMatchObject(refused);
    await expect(core.removeProjectUser(keeper, { projectId, userId: admin })).rejects.toMatchObject(refused);
    await core.addProjectUser(keeper, { projectId, userId, roles });
    const own = { projectId, userId: userIdOf(keeper) };
    await expect(core.removeProjectUser(keeper, own)).rejects.toMatchObject({ code: "project_membership.own" });
  });
});
