import { Prisma } from "@podpass/prisma";
import { type AuditEventRow, insertAuditEvent } from "../audit/audit-event.repository.ts";
import type { Db } from "../shared/store.ts";
import type { Overflow } from "./refusal-budget.ts";

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

/** The part of a statement that writes an attempt down, once for each row of `source`. */
export function insertLoginAttempt(row: LoginAttemptRow, source = Prisma.empty): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO login_attempts (
      id, organization_id, identity_id, occurred_at, auth_method, result, is_proven, reason, error_code, checks,
      service_account_namespace, service_account_name, service_account_uid, pod_name, node_name,
      credential_fingerprint, access_token_id, request_id, ip_address, user_agent
    )
    SELECT
      ${row.id}::uuid, ${row.organizationId}::uuid, ${row.identityId}::uuid, ${row.occurredAt}::timestamptz,
      ${row.authMethod}, ${row.result}, ${row.isProven}::boolean, ${row.reason}, ${row.errorCode},
      ${JSON.stringify(row.checks)}::jsonb, ${row.serviceAccountNamespace}, ${row.serviceAccountName},
      ${row.serviceAccountUid}, ${row.podName}, ${row.nodeName}, ${row.credentialFingerprint},
      ${row.accessTokenId}::uuid, ${row.requestId}, ${row.ipAddress}, ${row.userAgent}
    ${source}`;
}

export function loginAttemptRepository(db: Db) {
  return {
    /** A refusal and its audit event, in one statement: both or neither. */
    async insertRefusal(attempt: LoginAttemptRow, event: AuditEventRow): Promise<void> {
      await db.$executeRaw(Prisma.sql`
        WITH attempted AS (${insertLoginAttempt(attempt)})
        ${insertAuditEvent(event)}`);
    },

    /** Adds to what was counted for an hour before, by this replica or another. */
    async addOverflow({ identityId, organizationId, hour, count }: Overflow): Promise<void> {
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
