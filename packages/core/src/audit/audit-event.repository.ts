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

export function auditEventRepository(db: Db) {
  return {
    async append(row: AuditEventRow): Promise<void> {
      await db.auditEvent.create({ data: row, select: { id: true } });
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
