import { randomUUID } from "node:crypto";
import type { RoleGrant } from "@podpass/contracts";
import { describeOnEachDatabase, type PersonRoles, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import type { UseCaseContext } from "../index.ts";
import * as core from "../index.ts";
import { actorId } from "../shared/actor.ts";

const HOUR_SECONDS = 3600;

describeOnEachDatabase("the people of an organization", (world) => {
  let tenant: Tenant;
  beforeEach(async () => {
    tenant = await world().otherTenant();
  });

  const userIdOf = (ctx: UseCaseContext) => actorId(ctx.actor) ?? "";
  const memberOf = async (ctx: UseCaseContext) => {
    const member = await ctx.store.members.findOfUser(ctx.organizationId, userIdOf(ctx));
    if (!member) throw new Error("no member");
    return member;
  };
  const person = async (roles: PersonRoles = {}) => {
    const ctx = await tenant.contextOf(roles);
    return { ctx, memberId: (await memberOf(ctx)).id, userId: userIdOf(ctx) };
  };
  /** A new request of the person's. */
  const returnOf = async (userId: string) => (await core.openUserSession(world().publicContext(), userId)).useCase;
  const signIn = (userId: string) =>
    world().database.client.session.create({
      data: { id: randomUUID(), token: randomUUID(), userId, expiresAt: new Date(world().clock.now().getTime() + 1e9) },
    });
  const sessionsOf = (userId: string) => world().database.client.session.count({ where: { userId } });
  const setRoles = (memberId: string, roles: RoleGrant[], by = tenant.admin) =>
    core.updateMember(by, { memberId, roles });
  const inAnHour = () => new Date(world().clock.now().getTime() + HOUR_SECONDS * 1000);

  it("are listed with all roles, page by page, and found by name or e-mail", async () => {
    world().clock.advanceSeconds(1);
    const { memberId, ctx } = await person({ organizationRole: "member" });
    const custom = await tenant.createRole({ rules: [{ subject: "audit-logs", action: ["read"] }] });
    await setRoles(memberId, ["member", { role: custom.slug, windowLength: "1h" }]);
    const first = await core.listMembers(tenant.admin, { limit: 1 });
    const second = await core.listMembers(tenant.admin, { limit: 1, cursor: first.nextCursor ?? "" });
    expect(first.items.map(({ user }) => user.id)).toEqual([userIdOf(tenant.admin)]);
    expect(second).toMatchObject({ nextCursor: null, items: [{ id: memberId, deactivatedAt: null }] });
    const roles = second.items[0]?.roles ?? [];
    expect(roles.map((role) => [role.role, role.isCustom, role.window?.windowLength]).sort()).toEqual(
      [
        [custom.slug, true, "1h"],
        ["member", false, undefined],
      ].sort(),
    );
    const { user } = await memberOf(ctx);
    for (const search of [user.name, user.email.toUpperCase()]) {
      expect((await core.listMembers(tenant.admin, { limit: 50, search })).items).toMatchObject([{ id: memberId }]);
    }
  });

  it("may do what any role allows and none denies, from the next request on, and a temporary one until it ends", async () => {
    const { memberId, userId } = await person();
    await expect(core.listMembers(await returnOf(userId), { limit: 1 })).rejects.toMatchObject({
      code: "auth.permission_denied",
    });
    await setRoles(memberId, ["no-access", { role: "member", windowLength: "1h" }]);
    await core.listMembers(await returnOf(userId), { limit: 1 });
    const denial = await tenant.createRole({ rules: [{ subject: "member", action: ["read"], inverted: true }] });
    await setRoles(memberId, ["member", denial.slug]);
    await expect(core.listMembers(await returnOf(userId), { limit: 1 })).rejects.toMatchObject({
      code: "auth.permission_denied",
    });
    await setRoles(memberId, [{ role: "member", windowLength: "1h" }]);
    world().clock.advanceSeconds(HOUR_SECONDS);
    await expect(core.listMembers(await returnOf(userId), { limit: 1 })).rejects.toMatchObject({
      code: "auth.permission_denied",
    });
  });

  it("have what they held written down with its window, before and after", async () => {
    const { memberId } = await person();
    const startsAt = world().clock.now().toISOString();
    const lent = { role: "member", startsAt, endsAt: inAnHour().toISOString(), windowLength: "1h" };
    await setRoles(memberId, ["no-access", { role: "member", windowLength: "1h" }]);
    world().clock.advanceSeconds(HOUR_SECONDS / 2);
    await setRoles(memberId, ["member"]);
    const written = (await tenant.auditEvents("member.update")).map(({ detail }) => detail);
    expect(written).toEqual([
      { roles: { before: ["no-access"], after: ["no-access", lent] } },
      { roles: { before: ["no-access", lent], after: ["member"] } },
    ]);
  });

  it("are given nothing by whoever does not hold it, nor for longer, and nothing is taken from them either", async () => {
    const keeper = await tenant.createRole({ rules: [{ subject: "member", action: ["read", "edit", "delete"] }] });
    const by = await tenant.contextOf({ organizationRole: keeper.slug });
    const { memberId } = await person();
    const admin = await person({ organizationRole: "admin" });
    const refused = { code: "auth.privilege_boundary" };
    await expect(setRoles(memberId, ["admin"], by)).rejects.toMatchObject(refused);
    await expect(setRoles(memberId, ["member"], by)).rejects.toMatchObject(refused);
    await setRoles(memberId, [keeper.slug], by);
    for (const act of [core.deactivateMember, core.removeMember, core.reactivateMember]) {
      await expect(act(by, { memberId: admin.memberId })).rejects.toMatchObject(refused);
    }
    await expect(setRoles(admin.memberId, ["no-access"], by)).rejects.toMatchObject(refused);

    const brief = await tenant.contextOf({ organizationRole: "admin", organizationUntil: inAnHour() });
    const another = (await person()).memberId;
    await expect(setRoles(another, ["admin"], brief)).rejects.toMatchObject(refused);
    await expect(setRoles(another, [{ role: "admin", windowLength: "2h" }], brief)).rejects.toMatchObject(refused);
    await setRoles(another, [{ role: "admin", windowLength: "1h" }], brief);
    const lasting = {
      name: "i",
      role: "admin",
      metadata: [],
      hasDeleteProtection: false,
      isUniversalAuthAttached: false,
    };
    await expect(core.createIdentity(brief, lasting)).rejects.toMatchObject(refused);
  });

  it("keep what they hold in projects that whoever would take it does not", async () => {
    const { id: projectId } = await tenant.createProject();
    const keeper = await tenant.createRole({ rules: [{ subject: "member", action: ["read", "edit", "delete"] }] });
    const by = await tenant.contextOf({ organizationRole: keeper.slug });
    const { memberId } = await person({ projectId, projectRole: "viewer" });
    for (const act of [core.deactivateMember, core.removeMember]) {
      await expect(act(by, { memberId })).rejects.toMatchObject({ code: "auth.privilege_boundary" });
    }
  });

  it("are refused at their next request once deactivated, signed out, and back as they were when reactivated", async () => {
    const { id: projectId } = await tenant.createProject();
    const { memberId, userId, ctx } = await person({ organizationRole: "member", projectId, projectRole: "viewer" });
    await signIn(userId);
    expect(await core.deactivateMember(tenant.admin, { memberId })).toMatchObject({
      deactivatedAt: world().clock.now(),
    });
    expect(await sessionsOf(userId)).toBe(0);
    await signIn(userId);
    await expect(returnOf(userId)).rejects.toMatchObject({ code: "auth.no_organization" });
    await expect(core.updateMember(ctx, { memberId, roles: ["member"] })).rejects.toMatchObject({
      code: "auth.permission_denied",
    });
    await core.reactivateMember(tenant.admin, { memberId });
    await core.getProject(await returnOf(userId), { id: projectId });
  });

  it("go with all they had when removed, and leave what others made of it", async () => {
    const { project, secret } = await tenant.createProjectWithSecret();
    const { memberId, userId, ctx } = await person({ projectId: project.id, projectRole: "member" });
    const scope = { projectId: project.id, environment: "dev", secretPath: "/", key: secret.key };
    await core.setSecretOverride(ctx, { ...scope, value: "mine" });
    await signIn(userId);
    await core.removeMember(tenant.admin, { memberId });
    const { client } = world().database;
    expect(await client.secretOverride.count({ where: { userId } })).toBe(0);
    expect(await client.projectMembership.count({ where: { userId } })).toBe(0);
    expect(await sessionsOf(userId)).toBe(0);
    await expect(returnOf(userId)).rejects.toMatchObject({ code: "auth.no_organization" });
    expect(await client.user.count({ where: { id: userId } })).toBe(1);
    expect(await tenant.auditEvents("member.remove")).toMatchObject([{ subjectId: userId }]);
  });

  it("lose nothing in another organization by what one does", async () => {
    const { memberId, userId } = await person({ organizationRole: "member" });
    const other = await world().otherTenant();
    const always = { customRoleId: null, startsAt: null, endsAt: null, windowLength: null };
    const row = { id: randomUUID(), organizationId: other.organizationId, userId, at: world().clock.now() };
    await world().services.store.members.insertUser({ ...row, roles: [{ role: "member", ...always }] });
    const { project, secret } = await other.createProjectWithSecret();
    await core.addProjectUser(other.admin, { projectId: project.id, userId, roles: ["member"] });
    const scope = { projectId: project.id, environment: "dev", secretPath: "/", key: secret.key };
    const { slug } = await core.getOrganization(other.admin);
    const there = await core.openUserSession(world().publicContext(), userId, slug);
    await core.setSecretOverride(there.useCase, { ...scope, value: "mine" });
    await signIn(userId);
    await core.removeMember(tenant.admin, { memberId });
    expect(await sessionsOf(userId)).toBe(1);
    expect((await returnOf(userId)).organizationId).toBe(other.organizationId);
    const { client } = world().database;
    expect(await client.projectMembership.count({ where: { userId } })).toBe(1);
    expect(await client.secretOverride.count({ where: { userId } })).toBe(1);
  });

  it("keep an administrator for good, whatever is asked of the last one", async () => {
    const { memberId: own } = { memberId: (await memberOf(tenant.admin)).id };
    const lastAdmin = { code: "member.last_admin" };
    await expect(setRoles(own, ["member"])).rejects.toMatchObject(lastAdmin);
    await expect(setRoles(own, [{ role: "admin", windowLength: "1y" }])).rejects.toMatchObject(lastAdmin);
    const denial = await tenant.createRole({ rules: [{ subject: "member", action: ["edit"], inverted: true }] });
    await expect(setRoles(own, ["admin", denial.slug])).rejects.toMatchObject(lastAdmin);
    await expect(core.leaveOrganization(tenant.admin)).rejects.toMatchObject(lastAdmin);
    await person({ organizationRole: "admin", organizationUntil: inAnHour() });
    const second = await person({ organizationRole: "admin" });
    await core.deactivateMember(tenant.admin, { memberId: second.memberId });
    await expect(core.leaveOrganization(tenant.admin)).rejects.toMatchObject(lastAdmin);
    await core.reactivateMember(tenant.admin, { memberId: second.memberId });
    await core.leaveOrganization(tenant.admin);
    expect(await tenant.auditEvents("member.leave")).toHaveLength(1);
    await expect(core.leaveOrganization(second.ctx)).rejects.toMatchObject(lastAdmin);
  });

  it("keep an administrator for good, whatever becomes of a role that the last one holds as well", async () => {
    const { id: roleId, slug } = await tenant.createRole({ rules: [{ subject: "audit-logs", action: ["read"] }] });
    await setRoles((await memberOf(tenant.admin)).id, ["admin", slug]);
    const editor = await tenant.createRole({ rules: [{ subject: "role", action: ["read", "edit"] }] });
    const deny = (by: UseCaseContext, id: string) =>
      core.updateOrganizationRole(by, {
        roleId: id,
        rules: [{ subject: "member", action: ["edit"], inverted: true }],
      });
    await expect(deny(tenant.admin, roleId)).rejects.toMatchObject({ code: "member.last_admin" });
    const empty = await tenant.createRole();
    await setRoles((await memberOf(tenant.admin)).id, ["admin", empty.slug]);
    const by = await tenant.contextOf({ organizationRole: editor.slug });
    await expect(deny(by, empty.id)).rejects.toMatchObject({ code: "member.last_admin" });
    expect((await core.getOrganizationRole(tenant.admin, { roleId: empty.id })).rules).toEqual([]);
    await person({ organizationRole: "admin" });
    await deny(tenant.admin, empty.id);
  });

  it("one administrator is left of two who are denied it by two roles at the same moment", async () => {
    const second = await person({ organizationRole: "admin" });
    const [mine, theirs] = [await tenant.createRole(), await tenant.createRole()];
    await setRoles((await memberOf(tenant.admin)).id, ["admin", mine.slug]);
    await setRoles(second.memberId, ["admin", theirs.slug]);
    const rules = [{ subject: "member", action: ["edit"], inverted: true }];
    const results = await Promise.allSettled(
      [mine, theirs].map(({ id }) => core.updateOrganizationRole(tenant.admin, { roleId: id, rules })),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(results.find((result) => result.status === "rejected")?.reason).toMatchObject({ code: "member.last_admin" });
  });

  it("do not deactivate or remove themselves by mistake", async () => {
    const { ctx, memberId } = await person({ organizationRole: "admin" });
    for (const act of [core.deactivateMember, core.removeMember]) {
      await expect(act(ctx, { memberId })).rejects.toMatchObject({ code: "member.own" });
    }
  });

  it.each<[string, (by: UseCaseContext, memberId: string) => Promise<unknown>]>([
    ["demote", (by, memberId) => core.updateMember(by, { memberId, roles: ["member"] })],
    ["deactivate", (by, memberId) => core.deactivateMember(by, { memberId })],
    ["remove", (by, memberId) => core.removeMember(by, { memberId })],
  ])("one wins when two administrators %s each other at the same moment", async (_what, act) => {
    // A third one stays, so that it is not the rule of the last one that decides.
    const [one, two] = [await person({ organizationRole: "admin" }), await person({ organizationRole: "admin" })];
    const results = await Promise.allSettled([act(one.ctx, two.memberId), act(two.ctx, one.memberId)]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = results.find((result) => result.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "auth.permission_denied" });
  });

  it("all administrators who leave at the same moment leave one behind", async () => {
    const others = [await person({ organizationRole: "admin" }), await person({ organizationRole: "admin" })];
    const all = [tenant.admin, ...others.map(({ ctx }) => ctx)];
    const results = await Promise.allSettled(all.map((ctx) => core.leaveOrganization(ctx)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    expect(results.find((result) => result.status === "rejected")?.reason).toMatchObject({ code: "member.last_admin" });
  });

  it("are written down as active to the minute", async () => {
    const { userId, ctx } = await person();
    const first = (await memberOf(ctx)).lastActiveAt;
    world().clock.advanceSeconds(59);
    await returnOf(userId);
    expect((await memberOf(ctx)).lastActiveAt).toEqual(first);
    world().clock.advanceSeconds(1);
    await returnOf(userId);
    expect((await memberOf(ctx)).lastActiveAt).toEqual(world().clock.now());
  });
});
