import { type AuditEventOutput, outcomeOf } from "@podpass/contracts";
import { z } from "zod";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** A row as it comes from the database: its detail is whatever JSON is there. */
interface StoredAuditEvent {
  id: string;
  projectId: string | null;
  occurredAt: Date;
  action: string;
  actorType: string;
  actorId: string | null;
  subjectType: string;
  subjectId: string;
  requestId: string;
  ipAddress: string;
  userAgent: string;
  detail: unknown;
}

const NAMED_SUBJECTS = new Set(["user", "identity"]);
const Detail = z.record(z.string(), z.unknown());

/** What the world sees of the organization's events, with the names of people and identities as they are now, or were last. */
export async function toAuditEventOutputs<Row extends StoredAuditEvent>(
  { store, organizationId }: UseCaseContext,
  rows: readonly Row[],
): Promise<AuditEventOutput[]> {
  const ids = rows.flatMap(({ actorId, subjectType, subjectId }) => [
    ...(actorId === null ? [] : [actorId]),
    ...(NAMED_SUBJECTS.has(subjectType) ? [subjectId] : []),
  ]);
  const names = await store.audit.namesOf(organizationId, [...new Set(ids)]);
  return rows.map((row) => ({
    id: row.id,
    occurredAt: row.occurredAt,
    action: row.action,
    outcome: outcomeOf(row.action),
    actor: {
      type: row.actorType,
      id: row.actorId,
      name: row.actorId === null ? null : (names.get(row.actorId) ?? null),
    },
    subject: { type: row.subjectType, id: row.subjectId, name: names.get(row.subjectId) ?? null },
    projectId: row.projectId,
    requestId: row.requestId,
    ipAddress: row.ipAddress,
    userAgent: row.userAgent,
    detail: Detail.parse(row.detail),
  }));
}
