import { isFaultOfRow, Prisma, type Sql } from "@podpass/prisma";
import type { AuditEventRow } from "../audit/audit-event.repository.ts";
import type { LoginAttemptRow } from "../login-activity/login-attempt.repository.ts";
import { createBatcher } from "../shared/batcher.ts";
import { type Changes, createChangeCache } from "../shared/change-cache.ts";
import type { Db } from "../shared/store.ts";
import { COUNT_USE, EXTEND, FIND_FOR_USE, ISSUE, ISSUE_WITHOUT_WAITING, REVOKE } from "./access-token.statements.ts";
import type { AccessTokenUse } from "./access-token-uses.ts";

export interface NewAccessToken {
  id: string;
  identityId: string;
  name: string;
  authMethod: string;
  kubernetesAuthId: string | null;
  /** Of the configuration the login was decided by. */
  kubernetesAuthVersion: number | null;
  universalAuthId: string | null;
  clientSecretId: string | null;
  tokenAuthId: string | null;
  serviceAccount: { namespace: string; name: string; uid: string } | null;
  maxUses: number;
  expiresAt: Date;
  maxExpiresAt: Date;
  createdAt: Date;
}

/** A token with all that decides whether it may be used: one read. */
export interface AccessTokenRow {
  id: string;
  identityId: string;
  identityName: string;
  organizationId: string;
  authMethod: string;
  serviceAccountNamespace: string | null;
  serviceAccountName: string | null;
  serviceAccountUid: string | null;
  maxUses: number;
  uses: number;
  expiresAt: Date;
  maxExpiresAt: Date;
  revokedAt: Date | null;
  createdAt: Date;
  role: string | null;
  customRoleSlug: string | null;
  customRolePermissions: unknown;
  /** Of the login method's configuration as it is now; null when the token has none. */
  trustedIps: string[] | null;
  ttlSeconds: number | null;
}

/** A token with all that is written down of its issuing. */
interface Issuing extends NewAccessToken {
  event: AuditEventRow;
  attempt: LoginAttemptRow | null;
}

/** Two, so that the next statement is on its way while the last one is made durable. */
const STATEMENTS_AT_ONCE = 2;
const TOKENS_A_STATEMENT = 64;

/** Whose tokens: of an identity, of one of its login methods, or of a client secret. */
export type LiveTokenScope =
  | { identityId: string; clientSecretId?: string }
  | { kubernetesAuthId: string }
  | { universalAuthId: string }
  | { tokenAuthId: string }
  | { clientSecretId: string };

/** A row is about 1 KB. */
const KEPT_TOKENS = 20_000;

export function accessTokenRepository(db: Db, sql: Sql, changes?: Changes) {
  const kept =
    changes &&
    createChangeCache<AccessTokenRow>(changes, {
      max: KEPT_TOKENS,
      // Uses are counted by the database alone.
      tagsOf: ({ maxUses, identityId }) => (maxUses > 0 ? null : [`identity ${identityId}`]),
    });

  // Neither revoked, nor expired, nor used up.
  const live = (at: Date) => ({
    revokedAt: null,
    expiresAt: { gt: at },
    OR: [{ maxUses: 0 }, { uses: { lt: db.accessToken.fields.maxUses } }],
  });

  async function readForUse(id: string): Promise<AccessTokenRow | null> {
    const rows = await sql<AccessTokenRow>(FIND_FOR_USE, [id]);
    return rows[0] ?? null;
  }

  /** Whether the token was issued. */
  async function issue(issuing: Issuing): Promise<boolean> {
    return (await sql(ISSUE, [JSON.stringify([issuing])])).length === 1;
  }

  const issueTogether = createBatcher<Issuing, boolean>({
    async runAll(issuings) {
      const issued = await sql<{ id: string }>(ISSUE_WITHOUT_WAITING, [JSON.stringify(issuings)]);
      const ids = new Set(issued.map(({ id }) => id));
      return issuings.map(({ id }) => ids.has(id));
    },
    runOne: issue,
    isFaultOfOne: isFaultOfRow,
    concurrent: STATEMENTS_AT_ONCE,
    max: TOKENS_A_STATEMENT,
  });

  return {
    /**
     * The token, its audit event and the login it came from in one statement, so that a login costs one write and all
     * happen or none; outside a transaction, logins that come together share it. False and none when the Kubernetes Auth
     * was changed or removed since it was read, the identity is gone, or its organization is disabled.
     */
    insertWithAudit(token: NewAccessToken, event: AuditEventRow, attempt: LoginAttemptRow | null): Promise<boolean> {
      const issuing = { ...token, event, attempt };
      return changes ? issueTogether(issuing) : issue(issuing);
    },

    /**
     * Null when there is no such token, or its identity is no longer let in anywhere. A token that was used before costs
     * no read until something it hangs on changes.
     */
    findForUse(id: string, at: Date): Promise<AccessTokenRow | null> {
      // Renewals, which are not told of, extend a token: what was read of it is good for the expiry it had.
      return kept
        ? kept.read(
            id,
            () => readForUse(id),
            ({ expiresAt }) => expiresAt > at,
          )
        : readForUse(id);
    },

    /** The same as it is stored now, which a token that was read before does not tell: until when it was renewed. */
    findStored(id: string): Promise<AccessTokenRow | null> {
      return readForUse(id);
    },

    /** Counts one use unless the limit is reached or the token is gone; the statement itself decides, so N means N. */
    async countUse({ id, at, ipAddress }: AccessTokenUse): Promise<boolean> {
      return (await sql(COUNT_USE, [id, at, ipAddress])).length === 1;
    },

    /** Keeps the newest use of each. A row that somebody changes at this moment is left for its next use. */
    async storeUses(uses: readonly AccessTokenUse[]): Promise<void> {
      await db.$executeRaw(Prisma.sql`
        WITH used AS (
          SELECT t.id, u.at, u.ip_address
          FROM unnest(
            ${uses.map(({ id }) => id)}::uuid[],
            ${uses.map(({ at }) => at.toISOString())}::timestamptz[],
            ${uses.map(({ ipAddress }) => ipAddress)}::text[]
          ) AS u(id, at, ip_address)
          JOIN access_tokens t ON t.id = u.id
          WHERE t.last_used_at IS NULL OR t.last_used_at < u.at
          FOR NO KEY UPDATE OF t SKIP LOCKED
        )
        UPDATE access_tokens t SET last_used_at = used.at, last_used_ip_address = used.ip_address
        FROM used WHERE t.id = used.id`);
    },

    /** Extends a token and writes it down, unless it was revoked or used up meanwhile: then false, and neither. */
    async extendWithAudit(id: string, expiresAt: Date, at: Date, event: AuditEventRow): Promise<boolean> {
      return (await sql(EXTEND, [id, expiresAt, at, JSON.stringify(event)])).length === 1;
    },

    /** The same for ending it. False when it was already revoked. */
    async revokeWithAudit(id: string, at: Date, event: AuditEventRow): Promise<boolean> {
      return (await sql(REVOKE, [id, at, JSON.stringify(event)])).length === 1;
    },

    /** How many tokens still open doors. */
    countLive(scope: LiveTokenScope, at: Date): Promise<number> {
      return db.accessToken.count({ where: { ...scope, ...live(at) } });
    },

    /** The same, by login method; a method without any is left out. */
    async countLiveByAuthMethod(scope: LiveTokenScope, at: Date): Promise<{ authMethod: string; count: number }[]> {
      const where = { ...scope, ...live(at) };
      const groups = await db.accessToken.groupBy({ by: "authMethod", where, _count: true });
      return groups.map(({ authMethod, _count }) => ({ authMethod, count: _count }));
    },

    async revokeOfClientSecret(clientSecretId: string, at: Date): Promise<void> {
      await db.accessToken.updateMany({ where: { clientSecretId, revokedAt: null }, data: { revokedAt: at } });
    },
  };
}
