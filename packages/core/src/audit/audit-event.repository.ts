import { type AuditActorType, type AuditOutcome, REFUSED_AUDIT_ACTIONS } from "@podpass/contracts";
import { Prisma } from "@podpass/prisma";
import { containing, containingPattern } from "../shared/containing.ts";
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

/** An event as it is listed, at its place in the chain. */
interface SealedAuditEvent extends Omit<AuditEventRow, "detail"> {
  detail: unknown;
  chainSequence: bigint;
  chainHash: Uint8Array;
}

/** Which of an organization's events: those that everything given fits. */
export interface AuditEventFilter {
  organizationId: string;
  action?: string | undefined;
  actorType?: AuditActorType | undefined;
  outcome?: AuditOutcome | undefined;
  /** Beside the text itself, what it may name. */
  search?: { text: string; named: NamedInAuditLog } | undefined;
  projectId?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

/** The ids of what a text may name. */
interface NamedInAuditLog {
  /** People and identities. */
  actorIds: readonly string[];
  projectIds: readonly string[];
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
      return db.auditEvent.findMany({
        where: { AND: [whereOf(filter), before === null ? {} : olderThan(before)] },
        orderBy: [{ occurredAt: "desc" }, { id: "desc" }],
        take,
        select: columns,
      });
    },

    /** Those at places of the chain behind `after`, up to `upTo`, in its order. */
    async listInChain(
      filter: AuditEventFilter,
      { after, upTo, take }: { after: bigint; upTo: bigint; take: number },
    ): Promise<SealedAuditEvent[]> {
      const rows = await db.auditEvent.findMany({
        where: { AND: [whereOf(filter), { chainSequence: { gt: after, lte: upTo } }] },
        orderBy: { chainSequence: "asc" },
        take,
        select: { ...columns, chainSequence: true, chainHash: true },
      });
      return rows.flatMap(({ chainSequence, chainHash, ...row }) =>
        chainSequence === null || chainHash === null ? [] : [{ ...row, chainSequence, chainHash }],
      );
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

    /**
     * The organization's people, identities and projects whose name contains the text. Of what was deleted, and of people
     * who left, the name is the last one that they had in the organization.
     */
    async named(organizationId: string, text: string): Promise<NamedInAuditLog> {
      const filter = { take: NAMES_SEARCHED, select: { id: true } } as const;
      const name = containing(text);
      const [users, identities, projects, gone] = await Promise.all([
        db.user.findMany({ where: { name, orgMemberships: { some: { organizationId } } }, ...filter }),
        db.identity.findMany({ where: { name, organizationId }, ...filter }),
        db.project.findMany({ where: { name, organizationId }, ...filter }),
        listGone(db, organizationId, text),
      ]);
      const goneProjects = gone.filter(({ type }) => type === "project");
      const goneActors = gone.filter(({ type }) => type !== "project");
      return {
        actorIds: [...users, ...identities, ...goneActors].map(({ id }) => id),
        projectIds: [...projects, ...goneProjects].map(({ id }) => id),
      };
    },

    /**
     * The names of people and identities of the organization among these ids, for showing who acted and on whom. Of those
     * who were deleted or left it is the last one they had in the organization: what people call themselves elsewhere is not
     * its business.
     */
    async namesOf(organizationId: string, ids: string[]): Promise<Map<string, string>> {
      const identityIds = ids.filter((id) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id));
      const isMember = { orgMemberships: { some: { organizationId } } };
      const select = { id: true, name: true } as const;
      const [users, identities] = await Promise.all([
        db.user.findMany({ where: { id: { in: ids }, ...isMember }, select }),
        db.identity.findMany({ where: { id: { in: identityIds }, organizationId }, select }),
      ]);
      const names = new Map([...users, ...identities].map((row) => [row.id, row.name]));
      const missing = ids.filter((id) => !names.has(id));
      if (missing.length === 0) return names;
      // The actions are written out, so that the planner sees that the index of what is gone serves.
      const gone = await db.$queryRaw<{ id: string; name: string | null }[]>(Prisma.sql`
        SELECT DISTINCT ON (subject_id) subject_id AS id, ${LAST_NAME} AS name FROM audit_events
        WHERE organization_id = ${organizationId}::uuid
          AND action IN ('identity.delete', 'member.remove', 'member.leave') AND subject_id = ANY(${missing}::text[])
        ORDER BY subject_id, occurred_at DESC`);
      for (const { id, name } of gone) if (name !== null) names.set(id, name);
      return names;
    },

    /** What a project of the organization is called; of a deleted one its last name; null when there was none. */
    async nameOfProject(organizationId: string, id: string): Promise<string | null> {
      const project = await db.project.findFirst({ where: { id, organizationId }, select: { name: true } });
      if (project) return project.name;
      const [deleted] = await db.$queryRaw<{ name: string | null }[]>(Prisma.sql`
        SELECT ${LAST_NAME} AS name FROM audit_events
        WHERE organization_id = ${organizationId}::uuid AND action = 'project.delete' AND subject_id = ${id}`);
      return deleted?.name ?? null;
    },
  };
}

/** As the event that something is gone by has it. Those of people had only the address once. */
const LAST_NAME = Prisma.sql`coalesce(detail ->> 'name', detail ->> 'email')`;

/** By the events that tell of it: what was deleted, and who left, the latest first. */
function listGone(db: Db, organizationId: string, text: string): Promise<{ id: string; type: string }[]> {
  const name = containingPattern(text);
  // The actions are written out, so that the planner sees that the index of what is gone serves.
  return db.$queryRaw(Prisma.sql`
    SELECT subject_id AS id, subject_type AS type FROM audit_events
    WHERE organization_id = ${organizationId}::uuid
      AND action IN ('identity.delete', 'project.delete', 'member.remove', 'member.leave')
      AND ${LAST_NAME} ILIKE ${name}
    ORDER BY occurred_at DESC LIMIT ${NAMES_SEARCHED}`);
}

function whereOf({
  organizationId,
  action,
  actorType,
  outcome,
  search,
  projectId,
  from,
  to,
}: AuditEventFilter): Prisma.AuditEventWhereInput {
  return {
    organizationId,
    action: { equals: action, ...(outcome && outcomeActions(outcome)) },
    ...(actorType === undefined ? {} : { actorType }),
    ...(projectId === undefined ? {} : { projectId }),
    occurredAt: { ...(from && { gte: from }), ...(to && { lt: to }) },
    ...(search && {
      OR: [
        { requestId: search.text },
        { subjectId: { in: [search.text, ...search.named.actorIds, ...search.named.projectIds] } },
        { ipAddress: search.text },
        { actorId: { in: [search.text, ...search.named.actorIds] } },
        { projectId: { in: [...search.named.projectIds] } },
      ],
    }),
  };
}

/** The bound on the instant alone is what lets the index begin there; the rest orders those of one instant. */
function olderThan({ at, id }: { at: Date; id: string }): Prisma.AuditEventWhereInput {
  return { occurredAt: { lte: at }, OR: [{ occurredAt: { lt: at } }, { id: { lt: id } }] };
}

function outcomeActions(outcome: AuditOutcome): { in: string[] } | { notIn: string[] } {
  return outcome === "refused" ? { in: [...REFUSED_AUDIT_ACTIONS] } : { notIn: [...REFUSED_AUDIT_ACTIONS] };
}
