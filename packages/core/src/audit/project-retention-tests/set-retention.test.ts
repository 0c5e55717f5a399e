import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import { macOfRetention } from "../audit-chain.ts";
import { openOrCreateAuditChain } from "../audit-chain-key.ts";
import { updateAuditRetention } from "../update-audit-retention.ts";
import { TwoProjects } from "./two-projects.ts";

describeOnEachDatabase("the audit retention that a project is given", (world) => {
  let log: TwoProjects;
  let tenant: Tenant;
  let projectId: string;
  let otherProjectId: string;
  beforeEach(async () => {
    log = await TwoProjects.make(world());
    ({ tenant, projectId, otherProjectId } = log);
  });

  it("goes by what is set now: longer, shorter, and none", async () => {
    await log.retain(30);
    await log.seal();
    log.passDays(8);
    expect(await log.erase()).toBe(0);
    await log.retain(7);
    await log.retain(null);
    expect(await log.erase()).toBe(0);
    const project = await log.retain(7);
    expect(project.auditRetentionDays).toBe(7);
    expect(await log.erase()).toBe(1);
  });

  it("erases nothing by a retention that was written into the database by hand, and keeps that of others", async () => {
    await log.retain(300);
    await log.retain(7, otherProjectId);
    log.passDays(8);
    await log.seal();
    await world().database.client.auditRetention.update({ where: { projectId }, data: { days: 1 } });
    await expect(log.erase()).rejects.toThrow("not erased");
    expect(await log.actionsOf(projectId)).toEqual(["project.create", "audit_retention.update"]);
    expect(await log.actionsOf(otherProjectId)).toEqual(["audit_retention.update", "audit.erase"]);
    // Nor by the proof of another project's.
    const { store, secretBox } = world().services;
    const { key } = await openOrCreateAuditChain(store, secretBox, tenant.organizationId);
    const mac = Uint8Array.from(macOfRetention(key, tenant.organizationId, otherProjectId, 1));
    await world().database.client.auditRetention.update({ where: { projectId }, data: { mac } });
    await expect(log.erase()).rejects.toThrow("not erased");
    await log.retain(null);
  });

  it("is for whoever may change the organization's settings and the project", async () => {
    const projectAdmin = await tenant.contextOf({ projectId, projectRole: "admin", organizationRole: "member" });
    const input = { projectId, auditRetentionDays: 7 };
    const { slug } = await tenant.createRole({ rules: [{ subject: "settings", action: ["read", "edit"] }] });
    const viewer = await tenant.contextOf({ projectId, projectRole: "viewer", organizationRole: slug });
    for (const by of [projectAdmin, viewer]) {
      await expect(updateAuditRetention(by, input)).rejects.toMatchObject({ code: "auth.permission_denied" });
    }
  });

  it("ends for one project alone", async () => {
    for (const id of [projectId, otherProjectId]) await log.retain(7, id);
    await log.retain(null);
    const { auditRetention } = world().database.client;
    expect(await auditRetention.count({ where: { projectId } })).toBe(0);
    expect(await auditRetention.count({ where: { projectId: otherProjectId } })).toBe(1);
  });
});
