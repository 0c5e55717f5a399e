import type { AuditAction, RoleGrant } from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import type { UseCaseContext } from "../index.ts";
import * as core from "../index.ts";

const HOUR_MS = 3_600_000;

describeOnEachDatabase("temporary roles", (world) => {
  let tenant: Tenant;
  let projectId: string;
  let identityId: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    projectId = (await tenant.createProject()).id;
    identityId = (await tenant.createIdentity()).id;
  });

  const inHours = (hours: number) => new Date(world().clock.now().getTime() + hours * HOUR_MS).toISOString();
  const grant = (...roles: RoleGrant[]) => core.addProjectIdentity(tenant.admin, { projectId, identityId, roles });
  /** The identity as it acts in a request. */
  async function pod(): Promise<UseCaseContext> {
    await tenant.attachKubernetesAuth(identityId);
    const jwt = world().serviceAccountJwt();
    const { accessToken } = await core.loginWithKubernetes(world().publicContext(), { identityId, jwt });
    return core.verifyAccessToken(world().publicContext(), accessToken);
  }
  const mayRead = (ctx: UseCaseContext) =>
    core.getProject(ctx, { id: projectId }).then(
      () => true,
      () => false,
    );

  it("count from their start until just before their end, with the same token", async () => {
    await grant({ role: "viewer", startsAt: inHours(1), windowLength: "2h" });
    const ctx = await pod();
    const seen = [];
    for (const stepMs of [0, HOUR_MS - 1, 1, 2 * HOUR_MS - 1, 1]) {
      world().clock.advanceSeconds(stepMs / 1000);
      seen.push(await mayRead(ctx));
    }
    expect(seen).toEqual([false, false, true, true, false]);
  });

  it("end alone beside a lasting one", async () => {
    await grant("viewer", { role: "admin", windowLength: "1h" });
    const ctx = await pod();
    const rules = async () => (await core.getProject(ctx, { id: projectId })).rules.length;
    const both = await rules();
    world().clock.advanceSeconds(HOUR_MS / 1000);
    expect(await rules()).toBeLessThan(both);
    expect(await mayRead(ctx)).toBe(true);
  });

  it("are renewed and revoked like any other role", async () => {
    await grant({ role: "viewer", windowLength: "1h" });
    const ctx = await pod();
    world().clock.advanceSeconds(HOUR_MS / 1000);
    expect(await mayRead(ctx)).toBe(false);
    const update = (roles: RoleGrant[]) => core.updateProjectIdentity(tenant.admin, { projectId, identityId, roles });
    const renewed = await update([{ role: "viewer", endsAt: inHours(2) }]);
    expect(renewed.roles).toMatchObject([{ window: { endsAt: new Date(inHours(2)), windowLength: null } }]);
    expect(await mayRead(ctx)).toBe(true);
    await update(["no-access"]);
    expect(await mayRead(ctx)).toBe(false);
  });

  it("are written down with their window before and after, when they are given, renewed and taken", async () => {
    const [start, end, newEnd] = [inHours(0), inHours(1), inHours(3)];
    const first = { role: "viewer", startsAt: start, endsAt: end, windowLength: "1h" };
    await grant("no-access", { role: "viewer", windowLength: "1h" });
    world().clock.advanceSeconds(1800);
    const renewed = { role: "viewer", startsAt: inHours(0), endsAt: newEnd, windowLength: null };
    const roles: RoleGrant[] = ["no-access", { role: "viewer", endsAt: newEnd }];
    await core.updateProjectIdentity(tenant.admin, { projectId, identityId, roles });
    await core.removeProjectIdentity(tenant.admin, { projectId, identityId });
    const detailOf = async (action: AuditAction) => (await tenant.auditEvents(action)).map(({ detail }) => detail);
    expect(await detailOf("project_membership.create")).toEqual([{ roles: ["no-access", first] }]);
    expect(await detailOf("project_membership.update")).toEqual([
      { roles: { before: ["no-access", first], after: ["no-access", renewed] } },
    ]);
    expect(await detailOf("project_membership.delete")).toEqual([{ roles: ["no-access", renewed] }]);
  });

  it("do not end before they start", async () => {
    await expect(grant({ role: "viewer", startsAt: inHours(2), endsAt: inHours(1) })).rejects.toMatchObject({
      code: "request.invalid",
      issues: [{ path: "roles.0.endsAt" }],
    });
  });

  it("are handed on for no longer than they are held", async () => {
    const inAnHour = new Date(inHours(1));
    const admin = await tenant.contextOf({
      organizationRole: "member",
      projectId,
      projectRole: "admin",
      until: inAnHour,
    });
    const add = async (grants: RoleGrant[]) =>
      core.addProjectIdentity(admin, { projectId, identityId: (await tenant.createIdentity()).id, roles: grants });
    await add([{ role: "admin", windowLength: "1h" }]);
    await add([{ role: "viewer", endsAt: inHours(0.5) }]);
    for (const grants of [
      ["viewer"],
      [{ role: "viewer", windowLength: "61m" }],
      [{ role: "viewer", startsAt: inHours(2), windowLength: "1m" }],
    ]) {
      await expect(add(grants)).rejects.toMatchObject({ code: "auth.privilege_boundary" });
    }
    await grant("viewer");
    await expect(core.updateKubernetesAuth(admin, { identityId, allowedNames: "*" })).rejects.toMatchObject({
      code: "auth.privilege_boundary",
    });
  });
});
