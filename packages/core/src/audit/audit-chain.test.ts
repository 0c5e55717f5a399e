import { randomUUID } from "node:crypto";
import { type BaseWorld, describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { expect, it } from "vitest";
import { auditEventRow } from "./append-audit-event.ts";
import { pruneAuditEvents } from "./prune-audit-events.ts";
import { sealAuditEvents } from "./seal-audit-events.ts";
import { verifyAuditChain } from "./verify-audit-chain.ts";

describeOnEachDatabase("the chain of audit events", (world) => {
  /** An organization whose events, `count` of them at least, are all sealed. */
  const sealedTenant = async (count = 5) => {
    const tenant = await world().otherTenant();
    for (let index = 0; index < count; index += 1)
      await tenant.createIdentity({ metadata: [{ key: "b", value: "ä" }] });
    await sealAuditEvents(world().services);
    return tenant;
  };
  const sealedEvents = (organizationId: string) =>
    world().services.store.auditChains.listSealed(organizationId, { after: 0n, take: 100 });
  const prune = (retentionDays: number, signal = new AbortController().signal) =>
    pruneAuditEvents(world().services, { retentionDays, signal });
  const kindsOf = (report: Awaited<ReturnType<typeof verifyAuditChain>>) =>
    report.problems.map(({ kind, sequence }) => [kind, sequence]);

  it("is intact from the first event to the last, whatever their number", async () => {
    const tenant = await sealedTenant();
    const report = await verifyAuditChain(tenant.admin);
    expect(report).toMatchObject({ isIntact: true, checkedCount: 5, unsealedCount: 0, headSequence: 5, problems: [] });
    expect(report.headHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("tells what is written and not yet sealed, and seals nothing twice", async () => {
    const tenant = await sealedTenant();
    await tenant.createIdentity();
    expect(await verifyAuditChain(tenant.admin)).toMatchObject({ isIntact: true, checkedCount: 5, unsealedCount: 1 });
    const counts = await Promise.all([sealAuditEvents(world().services), sealAuditEvents(world().services)]);
    expect(counts[0] + counts[1]).toBe(1);
    expect(await verifyAuditChain(tenant.admin)).toMatchObject({ isIntact: true, checkedCount: 6, unsealedCount: 0 });
  });

  it("goes on over more events than one batch", async () => {
    const tenant = await sealedTenant(1);
    const { database, services } = world();
    const rows = Array.from({ length: 1201 }, () =>
      auditEventRow(tenant.admin, {
        organizationId: tenant.organizationId,
        actor: { type: "system" },
        action: "organization.update",
        subject: { type: "organization", id: randomUUID() },
      }),
    );
    await database.client.auditEvent.createMany({ data: rows });
    expect(await sealAuditEvents(services)).toBe(1201);
    expect(await verifyAuditChain(tenant.admin)).toMatchObject({ isIntact: true, checkedCount: 1202 });
  });

  it.each([
    ["who acted", { actorId: "somebody else" }],
    ["what was done", { action: "identity.delete" }],
    ["on what", { subjectId: "another" }],
    ["when", { occurredAt: new Date(0) }],
    ["from where", { ipAddress: "192.0.2.1" }],
    ["in which request", { requestId: "another" }],
    ["with which program", { userAgent: "another" }],
    ["in which project", { projectId: randomUUID() }],
    ["the details", { detail: { name: "another" } }],
  ])("shows an event in which %s was altered", async (_what, data) => {
    const tenant = await sealedTenant();
    const [, , third] = await sealedEvents(tenant.organizationId);
    await world().database.client.auditEvent.update({ where: { id: third?.id ?? "" }, data });
    expect(await verifyAuditChain(tenant.admin)).toMatchObject({
      isIntact: false,
      problems: [{ kind: "altered", sequence: 3, eventId: third?.id }],
    });
  });

  it("shows where an event was removed, and that the next one is not proven without it", async () => {
    const tenant = await sealedTenant();
    const [, second] = await sealedEvents(tenant.organizationId);
    await world().database.client.auditEvent.delete({ where: { id: second?.id ?? "" } });
    expect(kindsOf(await verifyAuditChain(tenant.admin))).toEqual([
      ["removed", 2],
      ["unproven", 3],
    ]);
  });

  it("shows that the newest events were removed", async () => {
    const tenant = await sealedTenant();
    await deleteBehind(world(), tenant.organizationId, 3n);
    expect(kindsOf(await verifyAuditChain(tenant.admin))).toEqual([
      ["removed", 4],
      ["removed", 5],
    ]);
  });

  it("shows that the head was moved back with them", async () => {
    const tenant = await sealedTenant();
    const [, , third] = await sealedEvents(tenant.organizationId);
    await deleteBehind(world(), tenant.organizationId, 3n);
    await world().database.client.auditChain.update({
      where: { organizationId: tenant.organizationId },
      data: { headSequence: 3n, headHash: Uint8Array.from(third?.chainHash ?? []) },
    });
    expect(kindsOf(await verifyAuditChain(tenant.admin))).toEqual([["ends_altered", 3]]);
  });

  it("shows an event that was slipped in behind the head, and a number that counts for ever", async () => {
    const tenant = await sealedTenant();
    const eventId = await slipInBehind(world(), tenant);
    expect(await verifyAuditChain(tenant.admin)).toMatchObject({ problems: [{ kind: "inserted", eventId }] });
    const where = { organizationId: tenant.organizationId };
    await world().database.client.auditChain.update({ where, data: { headSequence: 2n ** 61n } });
    const report = await verifyAuditChain(tenant.admin);
    expect(report.isIntact).toBe(false);
    expect(report.problems.length).toBeLessThanOrEqual(100);
  });

  it("stays intact when old events leave, and says so in an event", async () => {
    const tenant = await sealedTenant(3);
    world().clock.advanceSeconds(10 * 86_400);
    await tenant.createIdentity();
    await sealAuditEvents(world().services);
    expect(await prune(9, AbortSignal.abort())).toBe(0);
    expect(await prune(9)).toBeGreaterThanOrEqual(3);
    await sealAuditEvents(world().services);
    expect(await verifyAuditChain(tenant.admin)).toMatchObject({ isIntact: true, firstSequence: 4, headSequence: 5 });
    expect(await tenant.auditEvents("audit.prune")).toMatchObject([{ actorType: "system", detail: { count: 3 } }]);
    await prune(9);
    expect(await tenant.auditEvents("audit.prune")).toHaveLength(1);
  });

  it("is an organization's own, for whoever may read its log", async () => {
    const [tenant, other] = [await sealedTenant(2), await sealedTenant(4)];
    await other.createIdentity();
    await slipInBehind(world(), other);
    const own = { checkedCount: 2, unsealedCount: 0, problems: [] };
    expect(await verifyAuditChain(tenant.admin)).toMatchObject(own);
    expect(await verifyAuditChain(other.admin)).toMatchObject({
      checkedCount: 4,
      unsealedCount: 1,
      problems: [{ kind: "inserted" }],
    });
    const nobody = await tenant.contextOf({ organizationRole: "no-access" });
    await expect(verifyAuditChain(nobody)).rejects.toMatchObject({ code: "auth.permission_denied" });
  });
});

/** Writes an event far behind the head of the chain. @returns its id */
async function slipInBehind({ database }: BaseWorld, { admin, organizationId }: Tenant): Promise<string> {
  const row = auditEventRow(admin, {
    organizationId,
    actor: { type: "system" },
    action: "organization.update",
    subject: { type: "organization", id: organizationId },
  });
  const chain = { chainSequence: 2n ** 60n, chainHash: Uint8Array.from([1]) };
  await database.client.auditEvent.create({ data: { ...row, ...chain } });
  return row.id;
}

async function deleteBehind({ database }: BaseWorld, organizationId: string, sequence: bigint): Promise<void> {
  await database.client.auditEvent.deleteMany({ where: { organizationId, chainSequence: { gt: sequence } } });
}
