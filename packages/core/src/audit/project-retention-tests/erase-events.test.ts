import { describeOnEachDatabase, dumpDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import type { Services } from "../../shared/use-case-context.ts";
import { TwoProjects } from "./two-projects.ts";

describeOnEachDatabase("erasing a project's audit events by its own retention", (world) => {
  let log: TwoProjects;
  let tenant: Tenant;
  let projectId: string;
  let otherProjectId: string;
  beforeEach(async () => {
    log = await TwoProjects.make(world());
    ({ tenant, projectId, otherProjectId } = log);
  });

  it("takes the contents from the project's old events, and from nothing else", async () => {
    await log.retain(7);
    await log.rename("First name");
    await log.rename("Second name");
    await log.rename("Of another", otherProjectId);
    log.passDays(8);
    await log.rename("Third name");
    await log.seal();
    expect(await log.erase()).toBe(3);
    expect((await log.actionsOf(projectId)).sort()).toEqual([
      "audit.erase",
      "audit_retention.update",
      "project.update",
    ]);
    expect(await log.actionsOf(otherProjectId)).toEqual(["project.create", "project.update"]);
    const everything = (await dumpDatabase(world().database)).join("\n");
    expect(everything).not.toContain("First name");
    expect(everything).toContain("Third name");
  });

  it("erases nothing twice, and writes nothing down when nothing is old enough", async () => {
    await log.eraseTwo();
    await log.seal();
    expect(await log.erase()).toBe(0);
    expect(await tenant.auditEvents("audit.erase")).toHaveLength(1);
  });

  it("goes on where it left off, over more events than one batch and the places of another project", async () => {
    await log.manyEvents(1100);
    await log.retain(7);
    await log.retain(7, otherProjectId);
    log.passDays(8);
    await log.seal();
    expect(await log.erase()).toBe(1102);
    expect(await log.verify()).toMatchObject({ isIntact: true, checkedCount: 1104, erasedCount: 1102 });
  });

  it("reads the log once for all projects that have come as far", async () => {
    await log.retain(7);
    await log.seal();
    log.passDays(8);
    const ofOne = await log.batchesOf((services) => log.run(services));
    await log.retain(7);
    await log.retain(7, otherProjectId);
    await log.seal();
    log.passDays(8);
    expect(await log.batchesOf((services) => log.run(services))).toBe(ofOne);
    expect((await log.places()).map(({ projectId: id }) => id).sort()).toEqual([projectId, otherProjectId].sort());
  });

  it("erases of each project what is too old for it, also when a retention is set after others are done", async () => {
    await log.retain(30);
    for (const name of ["a", "b"]) {
      await log.rename(name);
      await log.rename(name, otherProjectId);
    }
    await log.seal();
    log.passDays(8);
    expect(await log.erase()).toBe(0);
    await log.retain(7, otherProjectId);
    expect(await log.erase()).toBe(3);
    log.passDays(30);
    expect(await log.erase()).toBe(3);
    await log.seal();
    expect(await log.verify()).toMatchObject({ isIntact: true, erasedCount: 6 });
  });

  it("finishes the batch that is begun when the server closes, and begins no other", async () => {
    await log.manyEvents(1500);
    await log.retain(7);
    log.passDays(8);
    await log.seal();
    expect(await log.batchesOf((services) => log.run(services, AbortSignal.abort()))).toBe(0);
    const closing = new AbortController();
    const { services } = world();
    const transaction: Services["transaction"] = (act) => services.transaction(act).finally(() => closing.abort());
    await log.run({ ...services, transaction }, closing.signal);
    const { length: first } = await log.places();
    expect(first).toBeLessThan(751);
    expect(first + (await log.erase())).toBe(751);
  });

  it("leaves the events of a project that is deleted, whatever its retention was", async () => {
    await log.retain(7);
    await log.seal();
    await world().database.client.project.delete({ where: { id: projectId } });
    log.passDays(8);
    expect(await log.erase()).toBe(0);
    expect(await log.actionsOf(projectId)).toEqual(["project.create", "audit_retention.update"]);
  });

  it("erases no event that was altered, and none behind one that is gone", async () => {
    await log.retain(7);
    for (const name of ["Altered", "Whole", "Gone", "Behind it"]) await log.rename(name);
    await log.seal();
    const [altered, _whole, gone, behind] = await tenant.auditEvents("project.update");
    const { client } = world().database;
    await client.auditEvent.update({ where: { id: altered?.id ?? "" }, data: { ipAddress: "192.0.2.1" } });
    await client.auditEvent.delete({ where: { id: gone?.id ?? "" } });
    log.passDays(8);
    await log.erase();
    expect((await log.places()).map(({ chainSequence }) => Number(chainSequence))).toEqual([1, 5]);
    expect((await tenant.auditEvents("project.update")).map(({ id }) => id)).toEqual([altered?.id, behind?.id]);
  });

  it("is shared by any number of processes", async () => {
    await log.retain(7);
    log.passDays(8);
    await log.seal();
    await Promise.all([log.erase(), log.erase()]);
    expect(await tenant.auditEvents("audit.erase")).toHaveLength(1);
    expect(await log.verify()).toMatchObject({ isIntact: true, erasedCount: 1 });
  });

  it("erases no event of another organization", async () => {
    const { organizationId } = tenant;
    const other = await world().otherTenant();
    await other.createIdentity();
    const [theirs] = await other.auditEvents();
    if (!theirs) throw new Error("no event");
    const [at, bytes] = [world().clock.now(), Uint8Array.from([1])];
    const place = { chainSequence: 1n, id: theirs.id, projectId, occurredAt: at, erasedAt: at, retentionDays: 7 };
    const { auditChains } = world().services.store;
    await auditChains.erase(organizationId, [{ ...place, organizationId, chainHash: bytes, mac: bytes }]);
    expect((await other.auditEvents()).map(({ id }) => id)).toContain(theirs.id);
  });
});
