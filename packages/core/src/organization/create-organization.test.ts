import { randomUUID } from "node:crypto";
import { CreateProjectInput, CreateSecretInput } from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import type { UseCaseContext } from "../index.ts";
import * as core from "../index.ts";
import { actorId } from "../shared/actor.ts";

describeOnEachDatabase("making another organization", (world) => {
  let tenant: Tenant;
  let name: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    name = `Globex ${randomUUID().slice(0, 8)}`;
  });

  const organizations = () => world().database.client.organization.count();
  const openAs = (ctx: UseCaseContext, slug: string) =>
    core.openUserSession(world().publicContext(), actorId(ctx.actor) ?? "", slug);

  it("makes whoever makes it its one administrator, who works in it at once", async () => {
    const made = await core.createOrganization(tenant.admin, { name });
    expect(made).toMatchObject({ name, slug: name.toLowerCase().replace(" ", "-"), disabledAt: null });
    const { useCase, session } = await openAs(tenant.admin, made.slug);
    expect(session.organization.id).toBe(made.id);
    const { items } = await core.listMembers(useCase, { limit: 50 });
    expect(items).toMatchObject([
      { user: { id: actorId(tenant.admin.actor) }, roles: [{ role: "admin", window: null }] },
    ]);
    // With a data key of its own: what is secret in it can be kept.
    const { id: projectId } = await core.createProject(useCase, CreateProjectInput.parse({ name: "Shop" }));
    const secret = CreateSecretInput.parse({ projectId, environment: "dev", key: "KEY", value: "kept" });
    expect(await core.createSecret(useCase, secret)).toMatchObject({ key: "KEY" });
  });

  it("is written down in the new organization, and not where its maker comes from", async () => {
    const made = await core.createOrganization(tenant.admin, { name });
    const where = { action: "organization.create", subjectId: made.id };
    expect(await world().database.client.auditEvent.findMany({ where })).toMatchObject([
      { organizationId: made.id, actorId: actorId(tenant.admin.actor), detail: { name } },
    ]);
    expect(await tenant.auditEvents("organization.create")).toEqual([]);
  });

  it("gives one that has the name of another a slug of its own, also at the same moment", async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => core.createOrganization(tenant.admin, { name })));
    expect(new Set(made.map(({ slug }) => slug)).size).toBe(4);
  });

  it("is refused without the permission, and to identities whatever they hold", async () => {
    const before = await organizations();
    for (const organizationRole of ["member", "no-access"]) {
      const person = await tenant.contextOf({ organizationRole });
      await expect(core.createOrganization(person, { name })).rejects.toMatchObject({ code: "auth.permission_denied" });
    }
    const { id: identityId } = await tenant.createIdentity({ role: "admin" });
    const { accessToken } = await tenant.createToken({ identityId });
    const identity = await core.verifyAccessToken(world().publicContext(), accessToken);
    await expect(core.createOrganization(identity, { name })).rejects.toMatchObject({ code: "auth.permission_denied" });
    expect(await organizations()).toBe(before);
  });

  it("lets nobody of its maker's other organization in, administrators included", async () => {
    const made = await core.createOrganization(tenant.admin, { name });
    const colleague = await tenant.contextOf({ organizationRole: "admin" });
    await expect(openAs(colleague, made.slug)).rejects.toMatchObject({ code: "organization.not_found" });
    const { session } = await openAs(colleague, (await core.getOrganization(colleague)).slug);
    expect(session.organizations.map(({ id }) => id)).toEqual([tenant.organizationId]);
  });
});
