import { Prisma } from "@podpass/prisma";
import { type AuditEventRow, insertAuditEvent } from "../audit/audit-event.repository.ts";
import { insertLoginAttempt, type LoginAttemptRow } from "../login-activity/login-attempt.repository.ts";
import { type Changes, createChangeCache } from "../shared/change-cache.ts";
import type { Db } from "../shared/store.ts";
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

const FROM_ISSUED = Prisma.sql`FROM issued`;

/** Whose tokens: of an identity, of one of its login methods, or of a client secret. */
export type LiveTokenScope =
  | { identityId: string; clientSecretId?: string }
  | { kubernetesAuthId: string }
  | { universalAuthId: string }
  | { tokenAuthId: string }
  | { clientSecretId: string };

/** A row is about 1 KB. */
const KEPT_TOKENS = 20_000;

export function accessTokenRepository(db: Db, changes?: Changes) {
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
    const rows = await db.$queryRaw<AccessTokenRow[]>(Prisma.sql`
      SELECT t.id, t.identity_id AS "identityId", i.name AS "identityName", i.organization_id AS "organizationId",
             t.auth_method AS "authMethod", t.service_account_namespace AS "serviceAccountNamespace",
             t.service_account_name AS "serviceAccountName",
             t.service_account_uid AS "serviceAccountUid", t.max_uses AS "maxUses", t.uses,
             t.expires_at AS "expiresAt", t.max_expires_at AS "maxExpiresAt", t.revoked_at AS "revokedAt",
             t.created_at AS "createdAt",
             m.role, r.slug AS "customRoleSlug", r.permissions AS "customRolePermissions",
             COALESCE(k.access_token_trusted_ips, u.access_token_trusted_ips, a.access_token_trusted_ips)
               AS "trustedIps",
             COALESCE(k.access_token_ttl_seconds, u.access_token_ttl_seconds, a.access_token_ttl_seconds)
               AS "ttlSeconds"
      FROM access_tokens t
      JOIN identities i ON i.id = t.identity_id
      JOIN organizations o ON o.id = i.organization_id AND o.disabled_at IS NULL
      JOIN org_memberships m ON m.identity_id = i.id
      LEFT JOIN roles r ON r.id = m.custom_role_id
      LEFT JOIN kubernetes_auths k ON k.id = t.kubernetes_auth_id
      LEFT JOIN universal_auths u ON u.id = t.universal_auth_id
      LEFT JOIN token_auths a ON a.id = t.token_auth_id
      WHERE t.id = ${id}::uuid`);
    return rows[0] ?? null;
  }

  return {
    /**
     * The token, its audit event and the login it came from in one statement, so that a login costs one write and all
     * happen or none. False and none when the Kubernetes Auth was changed or removed since it was read, the identity is
     * gone, or its organization is disabled.
     */
    async insertWithAudit(
      token: NewAccessToken,
      event: AuditEventRow,
      attempt: LoginAttemptRow | null,
    ): Promise<boolean> {
      const count = await db.$executeRaw(Prisma.sql`
        WITH issued AS (
          INSERT INTO access_tokens (
            id, organization_id, identity_id, name, auth_method,
            kubernetes_auth_id, universal_auth_id, client_secret_id, token_auth_id,
            service_account_namespace, service_account_name, service_account_uid,
            max_uses, uses, renewals, expires_at, max_expires_at, created_at
          )
          SELECT
            ${token.id}::uuid, i.organization_id, i.id, ${token.name}, ${token.authMethod},
            ${token.kubernetesAuthId}::uuid, ${token.universalAuthId}::uuid, ${token.clientSecretId}::uuid,
            ${token.tokenAuthId}::uuid,
            ${token.serviceAccount?.namespace ?? null}, ${token.serviceAccount?.name ?? null},
            ${token.serviceAccount?.uid ?? null},
            ${token.maxUses}::int, 0, 0, ${token.expiresAt}::timestamptz, ${token.maxExpiresAt}::timestamptz,
            ${token.createdAt}::timestamptz
          FROM identities i
          JOIN organizations o ON o.id = i.organization_id AND o.disabled_at IS NULL
          WHERE i.id = ${token.identityId}::uuid AND (${token.kubernetesAuthId}::uuid IS NULL OR EXISTS (
            SELECT FROM kubernetes_auths
            WHERE id = ${token.kubernetesAuthId}::uuid AND version = ${token.kubernetesAuthVersion}::int
            -- Waits for a change under way, which may end the tokens issued before it, and is judged by what it made.
            FOR SHARE
          ))
          RETURNING id
        )${attempt ? Prisma.sql`, attempted AS (${insertLoginAttempt(attempt, FROM_ISSUED)})` : Prisma.empty}
        ${insertAuditEvent(event, FROM_ISSUED)}`);
      return count === 1;
    },

    /**
     * Null when there is no such token, or its identity is let in nowhere any more. A token that was used before costs
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
      const count = await db.$executeRaw(Prisma.sql`
        UPDATE access_tokens
        SET uses = uses + 1, last_used_at = ${at}::timestamptz, last_used_ip_address = ${ipAddress}
        WHERE id = ${id}::uuid AND revoked_at IS NULL AND uses < max_uses`);
      return count === 1;
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

    /** Extends a token unless it was revoked or used up meanwhile. An earlier JWT may outlive a shortened one. */
    async extend(id: string, expiresAt: Date, at: Date): Promise<boolean> {
      const count = await db.$executeRaw(Prisma.sql`
        UPDATE access_tokens
        SET expires_at = GREATEST(expires_at, ${expiresAt}::timestamptz), renewals = renewals + 1,
            last_renewed_at = ${at}::timestamptz
        WHERE id = ${id}::uuid AND revoked_at IS NULL AND (max_uses = 0 OR uses < max_uses)`);
      return count === 1;
    },

    /** False when it was already revoked. */
    async markRevoked(id: string, at: Date): Promise<boolean> {
      const result = await db.accessToken.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: at } });
      return result.count === 1;
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
