import { Prisma } from "@podpass/prisma";
import type { Db } from "../shared/store.ts";
import type { JsonValue } from "./append-audit-event.ts";

export interface AuditEventRow {
  id: string;
  organizationId: string;
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
  detail: Record<string, JsonValue>;
}

interface AuditFilter {
  organizationId: string;
  action: string | undefined;
  requestId: string | undefined;
  before: { at: Date; id: string } | null;
  take: number;
}

/** The part of a statement that writes an event down, once for each row of `source`. */
export function insertAuditEvent(event: AuditEventRow, source = Prisma.empty): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO audit_events (
      id, organization_id, project_id, occurred_at, action, actor_type, actor_id, subject_type, subject_id,
      request_id, ip_address, user_agent, detail
    )
    SELECT
      ${event.id}::uuid, ${event.organizationId}::uuid, ${event.projectId}::uuid, ${event.occurredAt}::timestamptz,
      ${event.action}, ${event.actorType}, ${event.actorId}, ${event.subjectType}, ${event.subjectId},
      ${event.requestId}, ${event.ipAddress}, ${event.userAgent}, ${JSON.stringify(event.detail)}::jsonb
    ${source}`;
}

export function auditEventRepository(db: Db) {
  return {
    async append(row: AuditEventRow): Promise<void> {
      await db.auditEvent.create({ data: row, select: { id: true } });
    },

    async appendMany(rows: AuditEventRow[]): Promise<void> {
      await db.auditEvent.createMany({ data: rows });
    },

    /** Newest first. */
    list(filter: AuditFilter) {
      const { before } = filter;
      return db.auditEvent.findMany({
        where: {
          organizationId: filter.organizationId,
          ...(filter.action === undefined ? {} : { action: filter.action }),
          ...(filter.requestId === undefined ? {} : { requestId: filter.requestId }),
          ...(before === null
            ? {}
            : { OR: [{ occurredAt: { lt: before.at } }, { occurredAt: before.at, id: { lt: before.id } }] }),
        },
        orderBy: [{ occurredAt: "desc" }, { id: "desc" }],
        take: filter.take,
        select: {
          id: true,
          projectId: true,
          occurredAt: true,
          action: true,
          actorType: true,
          actorId: true,
          subjectType: true,
          subjectId: true,
          requestId: true,
          ipAddress: true,
          userAgent: true,
          detail: true,
        },
      });
    },

    /** The names of users and identities among these ids, for showing who acted. */
    async namesOf(actorIds: string[]): Promise<Map<string, string>> {
      const identityIds = actorIds.filter((id) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id));
      const [users, identities] = await Promise.all([
        db.user.findMany({ where: { id: { in: actorIds } }, select: { id: true, name: true } }),
        db.identity.findMany({ where: { id: { in: identityIds } }, select: { id: true, name: true } }),
      ]);
      return new Map([...users, ...identities].map((row) => [row.id, row.name]));
    },
  };
}
