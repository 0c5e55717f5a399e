import { randomUUID } from "node:crypto";
import { AuditFilter, CreateSecretsInput, ListAuditEventsInput } from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { expect, it } from "vitest";
import * as core from "../index.ts";
import { actorId } from "../shared/actor.ts";
import { appendAuditEvent } from "./append-audit-event.ts";

describeOnEachDatabase("the audit log", (world) => {
  const list = async (ctx: core.UseCaseContext, filter: object) =>
    (await core.listAuditEvents(ctx, ListAuditEventsInput.parse(filter))).items;
  /** What was done, of the events that a search finds. */
  const found = async (ctx: core.UseCaseContext, search: string) =>
    (await list(ctx, { search })).map(({ action }) => action).sort();

  it("names an identity that is deleted, as it was called last, to its own organization", async () => {
    const [tenant, other] = [await world().otherTenant(), await world().otherTenant()];
    const identity = await tenant.createIdentity();
    await core.revokeAccessToken(world().publicContext(), await tenant.createToken({ identityId: identity.id }));
    await core.deleteIdentity(tenant.admin, { identityId: identity.id });
    expect(await list(tenant.admin, { action: "access_token.revoke" })).toMatchObject([
      { actor: { type: "identity", id: identity.id, name: identity.name } },
    ]);
    const { audit } = world().services.store;
    expect(await audit.namesOf(other.organizationId, [identity.id])).toEqual(new Map());
  });

  it("names the people and identities to whom something was done, to their own organization", async () => {
    const tenant = await world().otherTenant();
    const { id: identityId, name } = await tenant.createIdentity();
    const { id: projectId } = await tenant.createProject();
    await tenant.attachKubernetesAuth(identityId);
    await core.addProjectIdentity(tenant.admin, { projectId, identityId, roles: ["viewer"] });
    for (const action of ["kubernetes_auth.attach", "project_membership.create"] as const) {
      expect(await list(tenant.admin, { action })).toMatchObject([
        { subject: { type: "identity", id: identityId, name } },
      ]);
    }
    expect(await list(tenant.admin, { action: "project.create" })).toMatchObject([{ subject: { name: null } }]);
  });

  it("is exported no further to whoever may not read it any more, nor to another organization", async () => {
    const [tenant, other] = [await world().otherTenant(), await world().otherTenant()];
    const { id: projectId } = await tenant.createProject();
    const secrets = Array.from({ length: 501 }, (_, index) => ({ key: `KEY_${index}`, value: "" }));
    await core.createSecrets(tenant.admin, CreateSecretsInput.parse({ projectId, environment: "dev", secrets }));
    const exportTo = async (then: core.UseCaseContext) => {
      let now = tenant.admin;
      const filter = AuditFilter.parse({ action: "secret.create" });
      const parts = await core.exportAuditEvents(tenant.admin, filter, async () => now);
      const reading = parts[Symbol.asyncIterator]();
      expect((await reading.next()).value).toHaveLength(500);
      now = then;
      return reading.next();
    };
    expect((await exportTo(tenant.admin)).value).toHaveLength(1);
    expect(await exportTo(other.admin)).toEqual({ done: true, value: undefined });
    const outsider = await tenant.contextOf({ organizationRole: "no-access" });
    await expect(exportTo(outsider)).rejects.toMatchObject({ code: "auth.permission_denied" });
    // Before a first part is asked for, so that the answer says so instead of breaking off.
    const begun = core.exportAuditEvents(outsider, AuditFilter.parse({}), async () => outsider);
    await expect(begun).rejects.toMatchObject({ code: "auth.permission_denied" });
  });

  it("tells its reader what a project is called, and was last, whether they may enter it or not", async () => {
    const [tenant, other] = [await world().otherTenant(), await world().otherTenant()];
    const role = await tenant.createRole({ rules: [{ subject: "audit-logs", action: ["read"] }] });
    const reader = await tenant.contextOf({ organizationRole: role.slug });
    const { id: projectId } = await tenant.createProject({ name: "Ferry landing" });
    const named = { id: projectId, name: "Ferry landing" };
    const expectNamed = async () => {
      expect(await core.getAuditedProject(reader, { projectId })).toEqual(named);
      const outsider = core.getAuditedProject(other.admin, { projectId });
      await expect(outsider).rejects.toMatchObject({ code: "project.not_found" });
      const nobody = core.getAuditedProject(await tenant.contextOf({ organizationRole: "no-access" }), { projectId });
      await expect(nobody).rejects.toMatchObject({ code: "auth.permission_denied" });
    };
    await expectNamed();
    await core.deleteProject(tenant.admin, { projectId });
    await expectNamed();
  });

  it("is searched by a part of the name of an identity or a project, and finds the same once these are deleted", async () => {
    const [tenant, other] = [await world().otherTenant(), await world().otherTenant()];
    const { id: identityId } = await tenant.createIdentity({ name: "Ferry robot 7_1" });
    const { id: projectId } = await tenant.createProject({ name: "Ferry landing" });
    await core.addProjectIdentity(tenant.admin, { projectId, identityId, roles: ["viewer"] });
    await tenant.createRole({ projectId });
    const [ofRobot, ofProject] = [
      ["identity.create", "project_membership.create"],
      ["project.create", "project_membership.create", "role.create"],
    ];
    expect(await found(tenant.admin, "ferry ROBOT")).toEqual(ofRobot);
    expect(await found(tenant.admin, "ferry landing")).toEqual(ofProject);
    const nobody = { actorIds: [], projectIds: [] };
    const { audit } = world().services.store;
    expect(await audit.named(other.organizationId, "ferry")).toEqual(nobody);
    await core.deleteIdentity(tenant.admin, { identityId });
    await core.deleteProject(tenant.admin, { projectId });
    expect(await audit.named(other.organizationId, "ferry")).toEqual(nobody);
    expect(await found(tenant.admin, "ferry ROBOT")).toEqual([...ofRobot, "identity.delete"].sort());
    expect(await found(tenant.admin, "ferry landing")).toEqual([...ofProject, "project.delete"].sort());
    expect(await found(tenant.admin, "robot 7_")).toHaveLength(3);
    expect(await found(tenant.admin, "robot__")).toEqual([]);
    expect(await found(other.admin, "ferry")).toEqual([]);
  });

  it.each([
    ["left", "member.leave", (ctx: core.UseCaseContext) => core.leaveOrganization(ctx)],
    [
      "was removed",
      "member.remove",
      async (ctx: core.UseCaseContext, admin: core.UseCaseContext) => {
        const member = await ctx.store.members.findOfUser(ctx.organizationId, actorId(ctx.actor) ?? "");
        await core.removeMember(admin, { memberId: member?.id ?? "" });
      },
    ],
  ])("names a person who %s as they were called last while they belonged to it", async (_how, action, leave) => {
    const [tenant, other] = [await world().otherTenant(), await world().otherTenant()];
    const ctx = await tenant.contextOf({ organizationRole: "member" });
    const { store, clock } = world().services;
    const id = actorId(ctx.actor) ?? "";
    const rename = (name: string) => store.accounts.rename(id, name, clock.now());
    await rename("Ada Before");
    await leave(ctx, tenant.admin);
    await rename("Grace After");
    const nameIn = async ({ organizationId }: Tenant) => (await store.audit.namesOf(organizationId, [id])).get(id);
    expect(await nameIn(tenant)).toBe("Ada Before");
    expect(await found(tenant.admin, "ada BEF")).toEqual([action]);
    expect(await found(tenant.admin, "Grace After")).toEqual([]);

    // Elsewhere, where they never left, they are who they say they are.
    const elsewhere = { id: randomUUID(), organizationId: other.organizationId, userId: id, roles: [] };
    expect(await nameIn(other)).toBeUndefined();
    await store.members.insertUser({ ...elsewhere, at: clock.now() });
    expect(await nameIn(other)).toBe("Grace After");
    expect(await nameIn(tenant)).toBe("Ada Before");
  });

  it("names a person who came back as they are called now, and who left again as they were called then", async () => {
    const tenant = await world().otherTenant();
    const { store, clock } = world().services;
    const ctx = await tenant.contextOf({ organizationRole: "member" });
    const id = actorId(ctx.actor) ?? "";
    const name = async () => (await store.audit.namesOf(tenant.organizationId, [id])).get(id);
    for (const called of ["First", "Second"]) {
      await store.accounts.rename(id, called, clock.now());
      expect(await name()).toBe(called);
      await core.leaveOrganization(ctx);
      world().clock.advanceSeconds(1);
      await store.accounts.rename(id, "Afterwards", clock.now());
      expect(await name()).toBe(called);
      const member = { id: randomUUID(), organizationId: tenant.organizationId, userId: id, roles: [] };
      await store.members.insertUser({ ...member, at: clock.now() });
    }
  });

  it("names a person whose name was not written down when they left by the address that was", async () => {
    const tenant = await world().otherTenant();
    const ctx = await tenant.contextOf({ organizationRole: "member" });
    const id = actorId(ctx.actor) ?? "";
    const { store } = world().services;
    const member = await store.members.findOfUser(tenant.organizationId, id);
    if (member) await store.members.delete(tenant.organizationId, member);
    const event = { organizationId: tenant.organizationId, actor: ctx.actor, action: "member.leave" as const };
    const subject = { type: "user", id };
    await appendAuditEvent(store, ctx, { ...event, subject, detail: { email: "ada@example.com" } });
    expect(await list(tenant.admin, { search: "ada@exam" })).toMatchObject([
      { actor: { id, name: "ada@example.com" } },
    ]);
  });

  it("names nobody who is of another organization", async () => {
    const [tenant, other] = [await world().otherTenant(), await world().otherTenant()];
    const { id } = await tenant.createIdentity();
    const { audit } = world().services.store;
    expect(await audit.namesOf(other.organizationId, [id, actorId(tenant.admin.actor) ?? ""])).toEqual(new Map());
  });

  it("is searched by a part of the name of a person who left", async () => {
    const [tenant, other] = [await world().otherTenant(), await world().otherTenant()];
    const ctx = await tenant.contextOf({ organizationRole: "member" });
    const person = await world().database.client.user.findUniqueOrThrow({ where: { id: actorId(ctx.actor) ?? "" } });
    await tenant.createIdentity();
    const { audit } = world().services.store;
    const nobody = { actorIds: [], projectIds: [] };
    expect(await audit.named(other.organizationId, person.name)).toEqual(nobody);
    await core.leaveOrganization(ctx);
    expect(await audit.named(other.organizationId, person.name)).toEqual(nobody);
    expect(await found(tenant.admin, person.name.toUpperCase())).toEqual(["member.leave"]);
    expect(await found(other.admin, person.name)).toEqual([]);
  });
});
