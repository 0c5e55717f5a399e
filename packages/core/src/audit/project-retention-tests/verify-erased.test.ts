import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import { auditChainRepository } from "../audit-chain.repository.ts";
import { macOfErasedEvent } from "../audit-chain.ts";
import { openOrCreateAuditChain } from "../audit-chain-key.ts";
import { pruneAuditEvents } from "../prune-audit-events.ts";
import { TwoProjects } from "./two-projects.ts";

describeOnEachDatabase("a chain with audit events that a project's own retention erased", (world) => {
  let log: TwoProjects;
  let tenant: Tenant;
  let projectId: string;
  let otherProjectId: string;
  beforeEach(async () => {
    log = await TwoProjects.make(world());
    ({ tenant, projectId, otherProjectId } = log);
  });

  it("leaves their places, so that the chain verifies as before and says how many there are", async () => {
    await log.eraseTwo();
    expect(await log.verify()).toMatchObject({ isIntact: true, checkedCount: 5, erasedCount: 2, headSequence: 5 });
    await log.seal();
    expect(await log.verify()).toMatchObject({ isIntact: true, checkedCount: 6, erasedCount: 2, headSequence: 6 });
    const [event] = await tenant.auditEvents("audit.erase");
    expect(event).toMatchObject({ actorType: "system", projectId, detail: { count: 2, days: 7 } });
  });

  it("finds a head that was noted before, also when that event is erased", async () => {
    await log.retain(7);
    await log.rename("The head");
    await log.seal();
    const { headSequence, headHash } = await log.verify();
    log.passDays(8);
    await log.erase();
    const hash = Buffer.from(headHash ?? "", "hex");
    expect(await world().services.store.auditChains.hasSealed(BigInt(headSequence), hash)).toBe(true);
  });

  it("finds a head that is erased while it is looked for", async () => {
    await log.retain(7);
    await log.rename("The head");
    await log.seal();
    const { headSequence, headHash } = await log.verify();
    log.passDays(8);
    const { client } = world().database;
    const whileErasing = new Proxy(client, {
      get(target, name) {
        if (name !== "$queryRaw") return Reflect.get(target, name);
        return async (query: TemplateStringsArray, ...values: unknown[]) => {
          // Just before the events are looked at, and after the places if those are not looked at last.
          if (!query.join().includes("erased_audit_events")) await log.erase();
          return target.$queryRaw(query, ...values);
        };
      },
    });
    const hash = Buffer.from(headHash ?? "", "hex");
    expect(await auditChainRepository(whileErasing).hasSealed(BigInt(headSequence), hash)).toBe(true);
  });

  it("has its places go with the oldest events when the server's retention is over", async () => {
    await log.eraseTwo();
    await log.seal();
    const { signal } = new AbortController();
    expect(await pruneAuditEvents(world().services, { retentionDays: 5, signal })).toBeGreaterThanOrEqual(5);
    expect(await log.places()).toEqual([]);
    expect(await log.verify()).toMatchObject({ isIntact: true, firstSequence: 6, erasedCount: 0 });
  });

  it.each([
    ["another time of the event, so that it looks older", { occurredAt: new Date(0) }],
    ["another time of the erasure", { erasedAt: new Date("2999-01-01") }],
    ["a shorter retention", { retentionDays: 1 }],
    ["another project", { projectId: "7c2e5dd0-2f0c-4a4c-8a53-6a5d8a3a8f10" }],
    ["another event", { id: "7c2e5dd0-2f0c-4a4c-8a53-6a5d8a3a8f10" }],
    ["another proof", { mac: Uint8Array.from(Buffer.alloc(32)) }],
  ])("shows a place that was given %s", async (_what, data) => {
    await log.eraseTwo();
    const place = { organizationId: tenant.organizationId, chainSequence: 4n };
    await world().database.client.erasedAuditEvent.update({ where: { organizationId_chainSequence: place }, data });
    expect(await log.verify()).toMatchObject({ isIntact: false, problems: [{ kind: "altered", sequence: 4 }] });
  });

  it("shows an event that was erased before it was old enough, though the server's word stands for it", async () => {
    await log.eraseTwo();
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
    expect(await log.verify()).toMatchObject({ isIntact: false, problems: [{ kind: "altered", sequence: 4 }] });
  });

  it("shows an event that was erased by hand, and one whose place is gone as well", async () => {
    await log.eraseTwo();
    const { client } = world().database;
    const [event] = await tenant.auditEvents("project.create");
    const { id = "", chainSequence, chainHash } = event ?? {};
    const [place] = await log.places();
    await client.auditEvent.delete({ where: { id } });
    expect((await log.verify()).problems).toContainEqual({
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
    expect((await log.verify()).problems).toContainEqual({
      kind: "altered",
      sequence: Number(chainSequence),
      eventId: id,
    });
  });
});
