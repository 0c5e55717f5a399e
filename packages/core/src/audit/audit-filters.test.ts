import {
  type AuditEventOutput,
  type AuditEventPage,
  AuditFilter,
  ListAuditEventsInput,
  REFUSED_AUDIT_ACTIONS,
  ShipAuditEventsInput,
} from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import type { z } from "zod";
import * as core from "../index.ts";
import { auditEventRow } from "./append-audit-event.ts";

const KINDS = ["user", "identity", "system"] as const;
const ACTIONS = ["identity.update", "access.refuse"] as const;

/** In a log of twelve events: each kind of who acts did, and was refused, one thing outside and one in a project. */
describeOnEachDatabase("the audit log of whoever acts and is refused", (world) => {
  let tenant: Tenant;
  let projectId: string;
  const list = async (filter: object) =>
    (await core.listAuditEvents(tenant.admin, ListAuditEventsInput.parse(filter))).items;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    ({ id: projectId } = await tenant.createProject({ name: "Pier" }));
    await world().database.client.auditEvent.deleteMany({ where: { organizationId: tenant.organizationId } });
    const { admin, organizationId } = tenant;
    const rows = KINDS.flatMap((type) =>
      ACTIONS.flatMap((action) =>
        [null, projectId].map((ofProject) => {
          world().clock.advanceSeconds(1);
          const subject = { type: "identity", id: `${type} ${action}` };
          const event = { organizationId, actor: { type: "system" }, action, subject } as const;
          return { ...auditEventRow(admin, event), actorType: type, projectId: ofProject };
        }),
      ),
    );
    await world().database.client.auditEvent.createMany({ data: rows });
    await core.sealAuditEvents(world().services);
  });

  it.each<[string, (project: string) => z.input<typeof AuditFilter>, string[]]>([
    ["nothing", () => ({}), KINDS.flatMap((kind) => ACTIONS.flatMap((action) => Array(2).fill(`${kind} ${action}`)))],
    [
      "who acts",
      () => ({ actorType: "user" }),
      [...Array(2).fill("user identity.update"), ...Array(2).fill("user access.refuse")],
    ],
    [
      "what was refused",
      () => ({ outcome: "refused" }),
      KINDS.flatMap((kind) => Array(2).fill(`${kind} access.refuse`)),
    ],
    [
      "what succeeded",
      () => ({ outcome: "succeeded" }),
      KINDS.flatMap((kind) => Array(2).fill(`${kind} identity.update`)),
    ],
    ["both", () => ({ actorType: "system", outcome: "refused" }), Array(2).fill("system access.refuse")],
    [
      "both in a project",
      (id) => ({ actorType: "identity", outcome: "succeeded", projectId: id }),
      ["identity identity.update"],
    ],
    [
      "both and a name",
      () => ({ actorType: "identity", outcome: "refused", search: "pier" }),
      ["identity access.refuse"],
    ],
    ["an action that comes out otherwise", () => ({ action: "access.refuse", outcome: "succeeded" }), []],
  ])("is narrowed by %s, listed, exported and shipped alike", async (_what, filterOf, subjects) => {
    const filter = filterOf(projectId);
    const subjectsOf = (events: { subject: { id: string } }[]) => events.map(({ subject }) => subject.id);
    const listed = await list(filter);
    expect(subjectsOf(listed).toReversed()).toEqual(subjects);
    for (const { action, outcome } of listed)
      expect(outcome).toBe(action === "access.refuse" ? "refused" : "succeeded");
    const parts = await core.exportAuditEvents(tenant.admin, AuditFilter.parse(filter), async () => tenant.admin);
    const exported: AuditEventOutput[] = [];
    for await (const part of parts) exported.push(...part);
    expect(exported).toEqual(listed);
    const shipped = await core.shipAuditEvents(tenant.admin, ShipAuditEventsInput.parse(filter));
    expect(shipped).toMatchObject({ nextAfter: 12, isCaughtUp: true });
    expect(subjectsOf(shipped.items)).toEqual(subjects);
  });

  it("is narrowed within a range of time, and page by page", async () => {
    const [third] = (await list({ actorType: "user", outcome: "refused" })).toReversed();
    const from = third?.occurredAt.toISOString();
    const refused = { outcome: "refused", from, limit: 2 };
    const pages: string[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const input = ListAuditEventsInput.parse({ ...refused, ...(cursor && { cursor }) });
      const page: AuditEventPage = await core.listAuditEvents(tenant.admin, input);
      pages.push(page.items.map(({ subject }) => subject.id).join());
      cursor = page.nextCursor;
    }
    const both = (kind: string) => `${kind} access.refuse,${kind} access.refuse`;
    expect(pages).toEqual([both("system"), both("identity"), both("user")]);
    expect(await list({ outcome: "refused", actorType: "user", to: from })).toEqual([]);
  });

  it("is shipped once each, however the filter and the parts cut it", async () => {
    const seen: number[] = [];
    let after = 0;
    for (let isCaughtUp = false; !isCaughtUp; ) {
      const input = ShipAuditEventsInput.parse({ outcome: "refused", after, limit: 1 });
      const part = await core.shipAuditEvents(tenant.admin, input);
      seen.push(...part.items.map(({ sequence }) => sequence));
      ({ nextAfter: after, isCaughtUp } = part);
    }
    expect(seen).toEqual([3, 4, 7, 8, 11, 12]);
    const behind = await core.shipAuditEvents(tenant.admin, ShipAuditEventsInput.parse({ after: 100 }));
    expect(behind).toEqual({ items: [], nextAfter: 100, isCaughtUp: true });
  });

  it("has every refused action in the index that finds them among a million others", async () => {
    const [index] = await world().database.client.$queryRaw<{ indexdef: string }[]>`
      SELECT indexdef FROM pg_indexes WHERE indexname = 'audit_events_refused_idx'`;
    const actions = [...(index?.indexdef ?? "").matchAll(/'([a-z_.]+)'/g)].map(([, action]) => action);
    expect(actions.toSorted()).toEqual([...REFUSED_AUDIT_ACTIONS]);
  });
});
