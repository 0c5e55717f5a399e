import { Prisma } from "@podpass/prisma";
import { containing } from "../shared/containing.ts";
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

/** Which of an organization's events; `actorIds` are those of the people and identities that `search` may name. */
export interface AuditEventFilter {
  organizationId: string;
  action: string | undefined;
  search: { text: string; actorIds: readonly string[] } | undefined;
  projectId: string | undefined;
  from: Date | undefined;
  to: Date | undefined;
}

/** A name that many bear finds only the events of these many. */
const NAMES_SEARCHED = 100;

const columns = {
  id: true,
  organizationId: true,
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
} as const;

/** The part of a statement that writes events down: for each row of `source` the one that is an `AuditEventRow` in JSON. */
export function insertAuditEvents(json: string, source?: string): string {
  return `
    INSERT INTO audit_events (
      id, organization_id, project_id, occurred_at, action, actor_type, actor_id, subject_type, subject_id,
      request_id, ip_address, user_agent, detail
    )
    SELECT
      e.id, e."organizationId", e."projectId", e."occurredAt", e.action, e."actorType", e."actorId", e."subjectType",
      e."subjectId", e."requestId", e."ipAddress", e."userAgent", e.detail
    FROM ${source === undefined ? "" : `${source},`} json_to_record(${json}) AS e(
      id uuid, "organizationId" uuid, "projectId" uuid, "occurredAt" timestamptz, action text, "actorType" text,
      "actorId" text, "subjectType" text, "subjectId" text, "requestId" text, "ipAddress" text, "userAgent" text,
      detail jsonb
    )`;
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
    list(filter: AuditEventFilter, before: { at: Date; id: string } | null, take: number) {
      const older = before && [{ occurredAt: { lt: before.at } }, { occurredAt: before.at, id: { lt: before.id } }];
      return db.auditEvent.findMany({
        where: { AND: [whereOf(filter), older ? { OR: older } : {}] },
        orderBy: [{ occurredAt: "desc" }, { id: "desc" }],
        take,
        select: columns,
      });
    },

    find(organizationId: string, id: string) {
      return db.auditEvent.findFirst({ where: { organizationId, id }, select: columns });
    },

    /** What was done, and how, of these events of a project; in the order of the ids. */
    async listActions(projectId: string, ids: string[]): Promise<{ action: string; detail: unknown }[]> {
      const rows = await db.auditEvent.findMany({
        where: { projectId, id: { in: ids } },
        select: { id: true, action: true, detail: true },
      });
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },

    /** The ids of the organization's people and identities whose name contains the text. */
    async actorIdsNamed(organizationId: string, text: string): Promise<string[]> {
      const name = containing(text);
      const inOrganization = { orgMemberships: { some: { organizationId } } };
      const [users, identities] = await Promise.all([
        db.user.findMany({ where: { name, ...inOrganization }, take: NAMES_SEARCHED, select: { id: true } }),
        db.identity.findMany({ where: { name, organizationId }, take: NAMES_SEARCHED, select: { id: true } }),
      ]);
      return [...users, ...identities].map((row) => row.id);
    },

    /** The names of users and identities among these ids, for showing who acted; of who is deleted, the last one. */
    async namesOf(organizationId: string, actorIds: string[]): Promise<Map<string, string>> {
      const identityIds = actorIds.filter((id) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id));
      const [users, identities] = await Promise.all([
        db.user.findMany({ where: { id: { in: actorIds } }, select: { id: true, name: true } }),
        db.identity.findMany({ where: { id: { in: identityIds } }, select: { id: true, name: true } }),
      ]);
      const names = new Map([...users, ...identities].map((row) => [row.id, row.name]));
      const missing = identityIds.filter((id) => !names.has(id));
      if (missing.length === 0) return names;
      // The action is written out, so that the planner sees that the index of deletions serves.
      const deleted = await db.$queryRaw<{ id: string; name: string }[]>(Prisma.sql`
        SELECT subject_id AS id, detail ->> 'name' AS name FROM audit_events
        WHERE organization_id = ${organizationId}::uuid AND action = 'identity.delete'
          AND subject_id = ANY(${missing}::text[]) AND detail ->> 'name' IS NOT NULL`);
      return new Map([...names, ...deleted.map(({ id, name }) => [id, name] as const)]);
    },
  };
}

function whereOf({
  organizationId,
  action,
  search,
  projectId,
  from,
  to,
}: AuditEventFilter): Prisma.AuditEventWhereInput {
  return {
    organizationId,
    ...(action === undefined ? {} : { action }),
    ...(projectId === undefined ? {} : { projectId }),
    occurredAt: { ...(from && { gte: from }), ...(to && { lt: to }) },
    ...(search && {
      OR: [
        { requestId: search.text },
        { subjectId: search.text },
        { ipAddress: search.text },
        { actorId: { in: [search.text, ...search.actorIds] } },
      ],
    }),
  };
}
