import { describeOnEachDatabase, dumpDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import { updateProject } from "../project/update-project.ts";
import type { Services } from "../shared/use-case-context.ts";
import { auditEventRow } from "./append-audit-event.ts";
import { auditChainRepository } from "./audit-chain.repository.ts";
import { macOfErasedEvent, macOfRetention } from "./audit-chain.ts";
import { openOrCreateAuditChain } from "./audit-chain-key.ts";
import { eraseAuditEvents } from "./erase-audit-events.ts";
import { pruneAuditEvents } from "./prune-audit-events.ts";
import { sealAuditEvents } from "./seal-audit-events.ts";
import { updateAuditRetention } from "./update-audit-retention.ts";
import { verifyAuditChain } from "./verify-audit-chain.ts";

describeOnEachDatabase("a project's own audit retention", (world) => {
  let tenant: Tenant;
  let projectId: string;
  let otherProjectId: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    projectId = (await tenant.createProject()).id;
    world().clock.advanceSeconds(1);
    otherProjectId = (await tenant.createProject()).id;
  });

  const passDays = (days: number) => world().clock.advanceSeconds(days * 86_400);
  const seal = () => sealAuditEvents(world().services);
  const run = (services = world().services, signal = new AbortController().signal) =>
    eraseAuditEvents(services, signal);
  /** How many places of the tenant's it made. */
  const erase = async () => {
    const { length: before } = await placesOf();
    await run();
    return (await placesOf()).length - before;
  };
  const retain = (auditRetentionDays: number | null, id = projectId) => {
    world().clock.advanceSeconds(1);
    return updateAuditRetention(tenant.admin, { projectId: id, auditRetentionDays });
  };
  const rename = (name: string, id = projectId) => {
    world().clock.advanceSeconds(1);
    return updateProject(tenant.admin, { projectId: id, name });
  };
  /** Every other of the project, the rest of the other one. */
  const manyEvents = async (length: number) => {
    const rows = Array.from({ length }, (_, index) =>
      auditEventRow(tenant.admin, {
        organizationId: tenant.organizationId,
        actor: { type: "system" },
        action: "secret.read",
        subject: { type: "secret", id: String(index) },
        projectId: index % 2 === 0 ? projectId : otherProjectId,
      }),
    );
    await world().database.client.auditEvent.createMany({ data: rows });
  };
  /** How many transactions it takes. */
  const batchesOf = async (work: (services: Services) => Promise<unknown>) => {
    const { services } = world();
    let count = 0;
    const transaction: Services["transaction"] = (act) => {
      count += 1;
      return services.transaction(act);
    };
    await work({ ...services, transaction });
    return count;
  };
  const verify = () => verifyAuditChain(tenant.admin);
  const actionsOf = async (id: string) =>
    (await tenant.auditEvents()).filter((event) => event.projectId === id).map(({ action }) => action);
  const placesOf = () =>
    world().services.store.auditChains.listErased(tenant.organizationId, { after: 0n, take: 5000 });
  /** Two events of the project erased, at places 1 and 4, of five. */
  const eraseTwo = async () => {
    await retain(7);
    await rename("Renamed");
    await rename("Other", otherProjectId);
    passDays(8);
    await seal();
    expect(await erase()).toBe(2);
  };

  it("takes the contents from the project's old events, and from nothing else", async () => {
    await retain(7);
    await rename("First name");
    await rename("Second name");
    await rename("Of another", otherProjectId);
    passDays(8);
    await rename("Third name");
    await seal();
    expect(await erase()).toBe(3);
    expect((await actionsOf(projectId)).sort()).toEqual(["audit.erase", "audit_retention.update", "project.update"]);
    expect(await actionsOf(otherProjectId)).toEqual(["project.create", "project.update"]);
    const everything = (await dumpDatabase(world().database)).join("\n");
    expect(everything).not.toContain("First name");
    expect(everything).toContain("Third name");
  });

  it("leaves their places, so that the chain verifies as before and says how many there are", async () => {
    await eraseTwo();
    expect(await verify()).toMatchObject({ isIntact: true, checkedCount: 5, erasedCount: 2, headSequence: 5 });
    await seal();
    expect(await verify()).toMatchObject({ isIntact: true, checkedCount: 6, erasedCount: 2, headSequence: 6 });
    const [event] = await tenant.auditEvents("audit.erase");
    expect(event).toMatchObject({ actorType: "system", projectId, detail: { count: 2, days: 7 } });
  });

  it("finds a head that was noted before, also when that event is erased", async () => {
    await retain(7);
    await rename("The head");
    await seal();
    const { headSequence, headHash } = await verify();
    passDays(8);
    await erase();
    const hash = Buffer.from(headHash ?? "", "hex");
    expect(await world().services.store.auditChains.hasSealed(BigInt(headSequence), hash)).toBe(true);
  });

  it("finds a head that is erased while it is looked for", async () => {
    await retain(7);
    await rename("The head");
    await seal();
    const { headSequence, headHash } = await verify();
    passDays(8);
    const { client } = world().database;
    const whileErasing = new Proxy(client, {
      get(target, name) {
        if (name !== "$queryRaw") return Reflect.get(target, name);
        return async (query: TemplateStringsArray, ...values: unknown[]) => {
          // Just before the events are looked at, and after the places if those are not looked at last.
          if (!query.join().includes("erased_audit_events")) await erase();
          return target.$queryRaw(query, ...values);
        };
      },
    });
    const hash = Buffer.from(headHash ?? "", "hex");
    expect(await auditChainRepository(whileErasing).hasSealed(BigInt(headSequence), hash)).toBe(true);
  });

  it("erases nothing twice, and writes nothing down when nothing is old enough", async () => {
    await eraseTwo();
    await seal();
    expect(await erase()).toBe(0);
    expect(await tenant.auditEvents("audit.erase")).toHaveLength(1);
  });

  it("goes by what is set now: longer, shorter, and none", async () => {
    await retain(30);
    await seal();
    passDays(8);
    expect(await erase()).toBe(0);
    await retain(7);
    await retain(null);
    expect(await erase()).toBe(0);
    const project = await retain(7);
    expect(project.auditRetentionDays).toBe(7);
    expect(await erase()).toBe(1);
  });

  it("goes on where it left off, over more events than one batch and the places of another project", async () => {
    await manyEvents(1100);
    await retain(7);
    await retain(7, otherProjectId);
    passDays(8);
    await seal();
    expect(await erase()).toBe(1102);
    expect(await verify()).toMatchObject({ isIntact: true, checkedCount: 1104, erasedCount: 1102 });
  });

  it("reads the log once for all projects that have come as far", async () => {
    await retain(7);
    await seal();
    passDays(8);
    const ofOne = await batchesOf(run);
    await retain(7);
    await retain(7, otherProjectId);
    await seal();
    passDays(8);
    expect(await batchesOf(run)).toBe(ofOne);
    expect((await placesOf()).map(({ projectId: id }) => id).sort()).toEqual([projectId, otherProjectId].sort());
  });

  it("erases of each project what is too old for it, also when a retention is set after others are done", async () => {
    await retain(30);
    for (const name of ["a", "b"]) {
      await rename(name);
      await rename(name, otherProjectId);
    }
    await seal();
    passDays(8);
    expect(await erase()).toBe(0);
    await retain(7, otherProjectId);
    expect(await erase()).toBe(3);
    passDays(30);
    expect(await erase()).toBe(3);
    await seal();
    expect(await verify()).toMatchObject({ isIntact: true, erasedCount: 6 });
  });

  it("finishes the batch that is begun when the server closes, and begins no other", async () => {
    await manyEvents(1500);
    await retain(7);
    passDays(8);
    await seal();
    expect(await batchesOf((services) => run(services, AbortSignal.abort()))).toBe(0);
    const closing = new AbortController();
    const { services } = world();
    const transaction: Services["transaction"] = (act) => services.transaction(act).finally(() => closing.abort());
    await run({ ...services, transaction }, closing.signal);
    const { length: first } = await placesOf();
    expect(first).toBeLessThan(751);
    expect(first + (await erase())).toBe(751);
  });

  it("leaves the events of a project that is deleted, whatever its retention was", async () => {
    await retain(7);
    await seal();
    await world().database.client.project.delete({ where: { id: projectId } });
    passDays(8);
    expect(await erase()).toBe(0);
    expect(await actionsOf(projectId)).toEqual(["project.create", "audit_retention.update"]);
  });

  it("has its places go with the oldest events when the server's retention is over", async () => {
    await eraseTwo();
    await seal();
    const { signal } = new AbortController();
    expect(await pruneAuditEvents(world().services, { retentionDays: 5, signal })).toBeGreaterThanOrEqual(5);
    expect(await placesOf()).toEqual([]);
    expect(await verify()).toMatchObject({ isIntact: true, firstSequence: 6, erasedCount: 0 });
  });

  it.each([
    ["another time of the event, so that it looks older", { occurredAt: new Date(0) }],
    ["another time of the erasure", { erasedAt: new Date("2999-01-01") }],
    ["a shorter retention", { retentionDays: 1 }],
    ["another project", { projectId: "7c2e5dd0-2f0c-4a4c-8a53-6a5d8a3a8f10" }],
    ["another event", { id: "7c2e5dd0-2f0c-4a4c-8a53-6a5d8a3a8f10" }],
    ["another proof", { mac: Uint8Array.from(Buffer.alloc(32)) }],
  ])("shows a place that was given %s", async (_what, data) => {
    await eraseTwo();
    const place = { organizationId: tenant.organizationId, chainSequence: 4n };
    await world().database.client.erasedAuditEvent.update({ where: { organizationId_chainSequence: place }, data });
    expect(await verify()).toMatchObject({ isIntact: false, problems: [{ kind: "altered", sequence: 4 }] });
  });

  it("shows an event that was erased before it was old enough, though the server's word stands for it", async () => {
    await eraseTwo();
    const { organizationId } = tenant;
    const { store, secretBox } = world().services;
    const { key } = await openOrCreateAuditChain(store, secretBox, organizationId);
    const [before] = await store.auditChains.listSealed(organizationId, { after: 2n, take: 1 });
    const [place] = await store.auditChains.listErased(organizationId, { after: 3n, take: 1 });
    if (!before || !place) throw new Error("There are no places 3 and 4");
    const tooEarly = { ...place, retentionDays: 9 };
    const mac = Uint8Array.from(macOfErasedEvent(key, before.chainHash, tooEarly));
    const where = { organizationId_chainSequence: { organizationId, chainSequence: 4n } };
    await world().database.client.erasedAuditEvent.update({ where, data: { retentionDays: 9, mac } });
    expect(await verify()).toMatchObject({ isIntact: false, problems: [{ kind: "altered", sequence: 4 }] });
  });

  it("shows an event that was erased by hand, and one whose place is gone as well", async () => {
    await eraseTwo();
    const { client } = world().database;
    const [event] = await tenant.auditEvents("project.create");
    const { id = "", chainSequence, chainHash } = event ?? {};
    const [place] = await placesOf();
    await client.auditEvent.delete({ where: { id } });
    expect((await verify()).problems).toContainEqual({
      kind: "removed",
      sequence: Number(chainSequence),
      eventId: null,
    });
    const hash = Uint8Array.from(chainHash ?? []);
    const mac = Uint8Array.from(place?.mac ?? []);
    const forged = { ...place, organizationId: tenant.organizationId, id, projectId: otherProjectId, mac };
    const times = {
      occurredAt: event?.occurredAt ?? new Date(),
      erasedAt: place?.erasedAt ?? new Date(),
      retentionDays: 7,
    };
    await client.erasedAuditEvent.create({
      data: { ...forged, ...times, chainSequence: chainSequence ?? 0n, chainHash: hash },
    });
    expect((await verify()).problems).toContainEqual({ kind: "altered", sequence: Number(chainSequence), eventId: id });
  });

  it("erases no event that was altered, and none behind one that is gone", async () => {
    await retain(7);
    for (const name of ["Altered", "Whole", "Gone", "Behind it"]) await rename(name);
    await seal();
    const [altered, _whole, gone, behind] = await tenant.auditEvents("project.update");
    const { client } = world().database;
    await client.auditEvent.update({ where: { id: altered?.id ?? "" }, data: { ipAddress: "192.0.2.1" } });
    await client.auditEvent.delete({ where: { id: gone?.id ?? "" } });
    passDays(8);
    await erase();
    expect((await placesOf()).map(({ chainSequence }) => Number(chainSequence))).toEqual([1, 5]);
    expect((await tenant.auditEvents("project.update")).map(({ id }) => id)).toEqual([altered?.id, behind?.id]);
  });

  it("erases nothing by a retention that was written into the database by hand, and keeps that of others", async () => {
    await retain(300);
    await retain(7, otherProjectId);
    passDays(8);
    await seal();
    await world().database.client.auditRetention.update({ where: { projectId }, data: { days: 1 } });
    await expect(erase()).rejects.toThrow("not erased");
    expect(await actionsOf(projectId)).toEqual(["project.create", "audit_retention.update"]);
    expect(await actionsOf(otherProjectId)).toEqual(["audit_retention.update", "audit.erase"]);
    // Nor by the proof of another project's.
    const { store, secretBox } = world().services;
    const { key } = await openOrCreateAuditChain(store, secretBox, tenant.organizationId);
    const mac = Uint8Array.from(macOfRetention(key, tenant.organizationId, otherProjectId, 1));
    await world().database.client.auditRetention.update({ where: { projectId }, data: { mac } });
    await expect(erase()).rejects.toThrow("not erased");
    await retain(null);
  });

  it("is shared by any number of processes", async () => {
    await retain(7);
    passDays(8);
    await seal();
    await Promise.all([erase(), erase()]);
    expect(await tenant.auditEvents("audit.erase")).toHaveLength(1);
    expect(await verify()).toMatchObject({ isIntact: true, erasedCount: 1 });
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
    for (const id of [projectId, otherProjectId]) await retain(7, id);
    await retain(null);
    const { auditRetention } = world().database.client;
    expect(await auditRetention.count({ where: { projectId } })).toBe(0);
    expect(await auditRetention.count({ where: { projectId: otherProjectId } })).toBe(1);
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
