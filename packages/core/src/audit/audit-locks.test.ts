import { postgresBinaries } from "@podpass/testing";
import { countWaiting, createWorld, type Tenant, type World } from "@podpass/testing/world";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { eraseAuditEvents } from "./erase-audit-events.ts";
import { pruneAuditEvents } from "./prune-audit-events.ts";
import { sealAuditEvents } from "./seal-audit-events.ts";
import { updateAuditRetention } from "./update-audit-retention.ts";
import { verifyAuditChain } from "./verify-audit-chain.ts";

// On PostgreSQL alone: the embedded database does one transaction after the other.
describe.skipIf(postgresBinaries() === undefined)("work on one chain at the same time", () => {
  const { signal } = new AbortController();
  let world: World;
  let tenant: Tenant;
  afterEach(() => world[Symbol.asyncDispose]());
  /** With one event that is old enough to be erased, of two; and no other chain, on which work would go on between. */
  beforeEach(async () => {
    world = await createWorld({ database: "postgres" });
    tenant = await world.otherTenant();
    const { id: projectId } = await tenant.createProject();
    await updateAuditRetention(tenant.admin, { projectId, auditRetentionDays: 7 });
    await sealAuditEvents(world.services);
    world.clock.advanceSeconds(8 * 86_400);
  });

  /** Whether the work is done before somebody waits for what somebody else holds. */
  async function isDoneWithoutWaiting(work: Promise<unknown>): Promise<boolean> {
    let isDone = false;
    const settle = () => {
      isDone = true;
    };
    work.then(settle, settle);
    await vi.waitUntil(async () => isDone || (await countWaiting(world.database)) > 0, { timeout: 60_000 });
    return isDone;
  }

  const whileSealing = (work: () => Promise<unknown>) =>
    world.services.transaction(async (tx) => {
      expect(await tx.auditChains.tryLock(tenant.organizationId)).toBe(true);
      await work();
    });

  it("erases while events are being sealed", async () => {
    await whileSealing(async () => expect(await eraseAuditEvents(world.services, signal)).toBe(1));
    expect(await verifyAuditChain(tenant.admin)).toMatchObject({ isIntact: true, erasedCount: 1 });
  });

  it("seals while events are being erased", async () => {
    await tenant.createIdentity();
    const { services } = world;
    const transaction: typeof services.transaction = (work) =>
      services.transaction(async (tx) => {
        const result = await work(tx);
        await sealAuditEvents(services);
        return result;
      });
    await eraseAuditEvents({ ...services, transaction }, signal);
    expect(await verifyAuditChain(tenant.admin)).toMatchObject({ isIntact: true, headSequence: 3, erasedCount: 1 });
  });

  it("removes old events once what is being sealed is done", async () => {
    let pruned: Promise<number> | undefined;
    await whileSealing(async () => {
      pruned = pruneAuditEvents(world.services, { retentionDays: 7, signal });
      expect(await isDoneWithoutWaiting(pruned)).toBe(false);
    });
    expect(await pruned).toBeGreaterThanOrEqual(2);
    expect(await verifyAuditChain(tenant.admin)).toMatchObject({ isIntact: true, firstSequence: 3 });
  });

  it.each(["lock", "lockStart"] as const)("has no other organization's wait for it: %s", async (take) => {
    const other = await world.otherTenant();
    await other.createIdentity();
    await sealAuditEvents(world.services);
    const { transaction } = world.services;
    let taken: Promise<void> | undefined;
    await transaction(async (tx) => {
      await tx.auditChains.lock(tenant.organizationId);
      taken = transaction((beside) => beside.auditChains[take](other.organizationId));
      expect(await isDoneWithoutWaiting(taken)).toBe(true);
    }).finally(() => taken);
  });
});
