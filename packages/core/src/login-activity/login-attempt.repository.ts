import { Prisma, type Sql, statement } from "@podpass/prisma";
import { type AuditEventRow, insertAuditEvents } from "../audit/audit-event.repository.ts";
import { HOUR_MS } from "../shared/clock.ts";
import type { Db } from "../shared/store.ts";
import type { RefusedLoginOverflow } from "./refused-login-budget.ts";

export interface LoginAttemptRow {
  id: string;
  organizationId: string;
  identityId: string;
  occurredAt: Date;
  authMethod: string;
  result: "accepted" | "refused";
  isProven: boolean;
  reason: string | null;
  errorCode: string | null;
  checks: unknown;
  serviceAccountNamespace: string | null;
  serviceAccountName: string | null;
  serviceAccountUid: string | null;
  podName: string | null;
  nodeName: string | null;
  credentialFingerprint: string | null;
  accessTokenId: string | null;
  requestId: string;
  ipAddress: string;
  userAgent: string;
}

export interface ListedLoginAttemptRow extends Omit<LoginAttemptRow, "result" | "checks"> {
  result: string;
  /** Null once the identity is deleted. */
  identityName: string | null;
}

interface LoginAttemptScope {
  organizationId: string;
  identityId: string | undefined;
  from: Date | undefined;
  until: Date | undefined;
}

interface LoginAttemptFilter extends LoginAttemptScope {
  result: "accepted" | "refused" | undefined;
  reason: string | undefined;
  /** `namespace/name`; without a slash either of the two. */
  serviceAccount: string | undefined;
  requestId: string | undefined;
  before: { at: Date; id: string } | null;
  take: number;
}

const LISTED = Prisma.sql`
  a.id, a.organization_id AS "organizationId", a.identity_id AS "identityId", i.name AS "identityName",
  a.occurred_at AS "occurredAt", a.auth_method AS "authMethod", a.result, a.is_proven AS "isProven", a.reason,
  a.error_code AS "errorCode", a.service_account_namespace AS "serviceAccountNamespace",
  a.service_account_name AS "serviceAccountName", a.service_account_uid AS "serviceAccountUid",
  a.pod_name AS "podName", a.node_name AS "nodeName", a.credential_fingerprint AS "credentialFingerprint",
  a.access_token_id AS "accessTokenId", a.request_id AS "requestId", a.ip_address AS "ipAddress",
  a.user_agent AS "userAgent"`;

/** The part of a statement that writes attempts down: for each row of `source` the one that is a `LoginAttemptRow` in JSON. */
export function insertLoginAttempts(json: string, source?: string): string {
  return `
    INSERT INTO login_attempts (
      id, organization_id, identity_id, occurred_at, auth_method, result, is_proven, reason, error_code, checks,
      service_account_namespace, service_account_name, service_account_uid, pod_name, node_name,
      credential_fingerprint, access_token_id, request_id, ip_address, user_agent
    )
    SELECT
      a.id, a."organizationId", a."identityId", a."occurredAt", a."authMethod", a.result, a."isProven", a.reason,
      a."errorCode", a.checks, a."serviceAccountNamespace", a."serviceAccountName", a."serviceAccountUid", a."podName",
      a."nodeName", a."credentialFingerprint", a."accessTokenId", a."requestId", a."ipAddress", a."userAgent"
    FROM ${source === undefined ? "" : `${source},`} json_to_record(${json}) AS a(
      id uuid, "organizationId" uuid, "identityId" uuid, "occurredAt" timestamptz, "authMethod" text, result text,
      "isProven" boolean, reason text, "errorCode" text, checks jsonb, "serviceAccountNamespace" text,
      "serviceAccountName" text, "serviceAccountUid" text, "podName" text, "nodeName" text,
      "credentialFingerprint" text, "accessTokenId" uuid, "requestId" text, "ipAddress" text, "userAgent" text
    )`;
}

const INSERT_REFUSAL = statement(`
  WITH attempted AS (${insertLoginAttempts("$1::json")})
  ${insertAuditEvents("$2::json")}`);

export function loginAttemptRepository(db: Db, sql: Sql) {
  return {
    /** A refusal and its audit event, in one statement: both or neither. */
    async insertRefusal(attempt: LoginAttemptRow, event: AuditEventRow): Promise<void> {
      await sql(INSERT_REFUSAL, [JSON.stringify(attempt), JSON.stringify(event)]);
    },

    /** Newest first. */
    list(filter: LoginAttemptFilter): Promise<ListedLoginAttemptRow[]> {
      return db.$queryRaw<ListedLoginAttemptRow[]>(Prisma.sql`
        SELECT ${LISTED} FROM login_attempts a
        LEFT JOIN identities i ON i.id = a.identity_id
        WHERE ${Prisma.join(conditionsOf(filter), " AND ")}
        ORDER BY a.occurred_at DESC, a.id DESC LIMIT ${filter.take}::int`);
    },

    async find(id: string, organizationId: string): Promise<(ListedLoginAttemptRow & { checks: unknown }) | null> {
      const rows = await db.$queryRaw<(ListedLoginAttemptRow & { checks: unknown })[]>(Prisma.sql`
        SELECT ${LISTED}, a.checks FROM login_attempts a
        LEFT JOIN identities i ON i.id = a.identity_id
        WHERE a.id = ${id}::uuid AND a.organization_id = ${organizationId}::uuid`);
      return rows[0] ?? null;
    },

    /** How many refusals were counted and not kept, in the hours of the range. */
    async sumOverflows({ organizationId, identityId, from, until }: LoginAttemptScope): Promise<number> {
      const hour = {
        // An hour counts when any of it is in the range.
        ...(from === undefined ? {} : { gt: new Date(from.getTime() - HOUR_MS) }),
        ...(until === undefined ? {} : { lt: until }),
      };
      const sum = await db.loginAttemptOverflow.aggregate({
        where: { organizationId, hour, ...(identityId === undefined ? {} : { identityId }) },
        _sum: { count: true },
      });
      return sum._sum.count ?? 0;
    },

    /** Adds to what was counted for an hour before, by this replica or another. */
    async addOverflow({ identityId, organizationId, hour, count }: RefusedLoginOverflow): Promise<void> {
      // An organization that is gone has nothing to be counted for.
      await db.$executeRaw(Prisma.sql`
        INSERT INTO login_attempt_overflows (identity_id, organization_id, hour, count)
        SELECT ${identityId}::uuid, id, ${hour}::timestamptz, ${count}::int
        FROM organizations WHERE id = ${organizationId}::uuid
        ON CONFLICT (identity_id, hour) DO UPDATE SET count = login_attempt_overflows.count + EXCLUDED.count`);
    },

    /** Deletes up to `limit` attempts from before the instant, the oldest of each organization first. */
    deleteBefore(at: Date, limit: number): Promise<number> {
      return db.$executeRaw(Prisma.sql`
        DELETE FROM login_attempts WHERE id IN (
          SELECT old.id FROM organizations o
          CROSS JOIN LATERAL (
            SELECT id FROM login_attempts
            WHERE organization_id = o.id AND occurred_at < ${at}::timestamptz
            ORDER BY occurred_at, id LIMIT ${limit}::int
          ) old
          LIMIT ${limit}::int
        )`);
    },

    /** Deletes up to `limit` of an organization's refusals beyond the newest `kept`, of strangers or of proven callers. */
    deleteRefusalsBeyond(organizationId: string, isProven: boolean, kept: number, limit: number): Promise<number> {
      return db.$executeRaw(Prisma.sql`
        DELETE FROM login_attempts WHERE id IN (
          SELECT id FROM login_attempts
          WHERE organization_id = ${organizationId}::uuid AND result = 'refused' AND is_proven = ${isProven}::boolean
          ORDER BY occurred_at DESC, id DESC OFFSET ${kept}::int LIMIT ${limit}::int
        )`);
    },

    async deleteOverflowsBefore(at: Date): Promise<void> {
      await db.loginAttemptOverflow.deleteMany({ where: { hour: { lt: at } } });
    },
  };
}

function conditionsOf(filter: LoginAttemptFilter): Prisma.Sql[] {
  const { identityId, result, reason, serviceAccount, from, until, requestId, before } = filter;
  const conditions = [Prisma.sql`a.organization_id = ${filter.organizationId}::uuid`];
  if (identityId !== undefined) conditions.push(Prisma.sql`a.identity_id = ${identityId}::uuid`);
  // Written out, so that the planner sees that the index of refusals serves.
  if (result !== undefined) {
    conditions.push(result === "refused" ? Prisma.sql`a.result = 'refused'` : Prisma.sql`a.result = 'accepted'`);
  }
  if (reason !== undefined) conditions.push(Prisma.sql`a.result = 'refused' AND a.reason = ${reason}`);
  if (serviceAccount !== undefined) conditions.push(serviceAccountCondition(serviceAccount));
  if (from !== undefined) conditions.push(Prisma.sql`a.occurred_at >= ${from}::timestamptz`);
  if (until !== undefined) conditions.push(Prisma.sql`a.occurred_at < ${until}::timestamptz`);
  if (requestId !== undefined) conditions.push(Prisma.sql`a.request_id = ${requestId}`);
  if (before) conditions.push(Prisma.sql`(a.occurred_at, a.id) < (${before.at}::timestamptz, ${before.id}::uuid)`);
  return conditions;
}

function serviceAccountCondition(text: string): Prisma.Sql {
  const slash = text.indexOf("/");
  if (slash < 0) return Prisma.sql`(a.service_account_namespace = ${text} OR a.service_account_name = ${text})`;
  const [namespace, name] = [text.slice(0, slash), text.slice(slash + 1)];
  return Prisma.sql`(a.service_account_namespace = ${namespace} AND a.service_account_name = ${name})`;
}
