import { randomUUID } from "node:crypto";
import type { AuditAction } from "@podpass/contracts";
import { type Actor, actorId } from "../shared/actor.ts";
import type { Store } from "../shared/store.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import type { AuditEventRow } from "./audit-event.repository.ts";

/** A value that survives JSON unchanged. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

export interface NewAuditEvent {
  organizationId: string;
  actor: Actor;
  action: AuditAction;
  subject: { type: string; id: string };
  projectId?: string;
  /** Before and after, reasons, fingerprints. Never a credential or a secret's value. */
  detail?: Record<string, JsonValue>;
}

/** The row an event becomes, for the few places that write it together with something else in one statement. */
export function auditEventRow(ctx: PublicContext, event: NewAuditEvent): AuditEventRow {
  return {
    id: randomUUID(),
    organizationId: event.organizationId,
    projectId: event.projectId ?? null,
    occurredAt: ctx.clock.now(),
    action: event.action,
    actorType: event.actor.type,
    actorId: actorId(event.actor),
    subjectType: event.subject.type,
    subjectId: event.subject.id,
    requestId: ctx.request.requestId,
    ipAddress: ctx.request.ipAddress,
    userAgent: ctx.request.userAgent.slice(0, 512),
    detail: event.detail ?? {},
  };
}

/** Writes an event in the transaction of what it tells of: if one fails, neither happens. */
export async function appendAuditEvent(tx: Store, ctx: PublicContext, event: NewAuditEvent): Promise<void> {
  await tx.audit.append(auditEventRow(ctx, event));
}

/** The same for several events at once, in their order. */
export async function appendAuditEvents(tx: Store, ctx: PublicContext, events: NewAuditEvent[]): Promise<void> {
  await tx.audit.appendMany(events.map((event) => auditEventRow(ctx, event)));
}

/** What changed between two flat records, field by field, for an event's detail. */
export function changesBetween(
  before: Record<string, JsonValue>,
  after: Record<string, JsonValue>,
): Record<string, JsonValue> {
  const changed = Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return Object.fromEntries(changed.map((key) => [key, { before: before[key] ?? null, after: after[key] ?? null }]));
}
