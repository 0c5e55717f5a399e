import { eraseAuditEvents, sealAuditEvents, updateAuditRetention } from "@podpass/core";
import { createWorld, type World } from "@podpass/testing/world";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyAuditChains } from "./verify-audit-chains.ts";

describe("audit:verify", () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test("says that nothing is there, that all is intact, and afterwards where it is not", async () => {
    expect(await verifyAuditChains(world.services)).toMatchObject({ isIntact: true });
    const other = await world.otherTenant();
    for (const tenant of [world, other]) {
      await tenant.createIdentity();
      await tenant.createIdentity();
    }
    await sealAuditEvents(world.services);
    const intact = await verifyAuditChains(world.services);
    expect(intact.isIntact).toBe(true);
    expect(intact.lines.filter((line) => /^✓ organization \S+: 2 events, intact$/.test(line))).toHaveLength(2);

    const heads = intact.lines.flatMap((line) => /^ {2}head (\S+)$/.exec(line)?.[1] ?? []);
    expect(await verifyAuditChains(world.services, heads)).toMatchObject({ isIntact: true });
    const [event] = await other.auditEvents();
    await world.database.client.auditEvent.delete({ where: { id: event?.id ?? "" } });
    const broken = await verifyAuditChains(world.services, heads);
    expect(broken.isIntact).toBe(false);
    expect(broken.lines.join("\n")).toMatch(/✗ organization \S+: 1 events, 2 problems\n.*\n {2}removed at 1\n/);
  });

  test("says how many events the retention of their projects erased", async () => {
    const tenant = await world.otherTenant();
    const { id: projectId } = await tenant.createProject();
    await updateAuditRetention(tenant.admin, { projectId, auditRetentionDays: 1 });
    world.clock.advanceSeconds(2 * 86_400);
    await sealAuditEvents(world.services);
    await eraseAuditEvents(world.services, new AbortController().signal);
    const { lines } = await verifyAuditChains(world.services);
    const line = `✓ organization ${tenant.organizationId}: 2 events, intact, 1 erased by the retention of their projects`;
    expect(lines.filter((text) => text.startsWith(line))).toHaveLength(1);
  });

  test("notices a database that was put back, by a head that was noted before", async () => {
    const noted = `7:${"0".repeat(64)}`;
    const { isIntact, lines } = await verifyAuditChains(world.services, [noted]);
    expect(isIntact).toBe(false);
    expect(lines.at(-1)).toBe(`✗ the noted head ${noted} is gone`);
  });

  test.each(["", "7", "7:zz", "-1:00", "7:abc"])("refuses %j as a head, and says what one looks like", async (head) => {
    await expect(verifyAuditChains(world.services, [head])).rejects.toThrow("SEQUENCE:HASH");
  });
});
