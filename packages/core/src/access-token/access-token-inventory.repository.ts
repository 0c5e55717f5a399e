import type { AccessTokenState, AuthMethod, ServiceAccountScope } from "@podpass/contracts";
import { Prisma } from "@podpass/prisma";
import type { Db } from "../shared/store.ts";

const columns = {
  id: true,
  identity: { select: { id: true, name: true } },
  name: true,
  authMethod: true,
  serviceAccountNamespace: true,
  serviceAccountName: true,
  createdAt: true,
  lastUsedAt: true,
  lastUsedIpAddress: true,
  lastRenewedAt: true,
  renewals: true,
  uses: true,
  maxUses: true,
  expiresAt: true,
  maxExpiresAt: true,
  revokedAt: true,
} as const;

/** Tokens of one organization that fit everything that is given. */
export interface AccessTokenScope {
  organizationId: string;
  ids?: string[] | undefined;
  identityIds?: string[] | undefined;
  authMethod?: AuthMethod | undefined;
  serviceAccount?: ServiceAccountScope | undefined;
  kubernetesAuthId?: string;
  universalAuthId?: string;
  tokenAuthId?: string;
}

interface AccessTokenPart {
  state: AccessTokenState | undefined;
  at: Date;
  before: { at: Date; id: string } | null;
  take: number;
}

/** The tokens as admins see them: listed, named and revoked. What decides a request is in `accessTokenRepository`. */
export function accessTokenInventoryRepository(db: Db) {
  const notEnded = (at: Date) => ({ revokedAt: null, expiresAt: { gt: at } });
  const states = (at: Date) => {
    const isUsedUp = { maxUses: { gt: 0 }, uses: { gte: db.accessToken.fields.maxUses } };
    return {
      live: { ...notEnded(at), NOT: isUsedUp },
      revoked: { revokedAt: { not: null } },
      expired: { revokedAt: null, expiresAt: { lte: at } },
      "used-up": { ...notEnded(at), ...isUsedUp },
    };
  };

  return {
    /** Newest first. */
    list(scope: AccessTokenScope, { state, at, before, take }: AccessTokenPart) {
      return db.accessToken.findMany({
        where: {
          ...inScope(scope),
          AND: [state === undefined ? {} : states(at)[state], before === null ? {} : olderThan(before)],
        },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take,
        select: columns,
      });
    },

    find(id: string, organizationId: string) {
      return db.accessToken.findFirst({ where: { id, organizationId }, select: columns });
    },

    /** Whose tokens they are: of those that `revoke` would end at an instant, or whatever their state. */
    async listOwners(scope: AccessTokenScope, endedAt: Date | null): Promise<{ identityId: string; count: number }[]> {
      const where = { ...inScope(scope), ...(endedAt && notEnded(endedAt)) };
      const owners = await db.accessToken.groupBy({ by: "identityId", where, _count: true });
      return owners.map(({ identityId, _count }) => ({ identityId, count: _count }));
    },

    /** How many still let in, by login method; a method without any is left out. */
    async countLiveByAuthMethod(scope: AccessTokenScope, at: Date): Promise<{ authMethod: string; count: number }[]> {
      const where = { ...inScope(scope), ...states(at).live };
      const groups = await db.accessToken.groupBy({ by: "authMethod", where, _count: true });
      return groups.map(({ authMethod, _count }) => ({ authMethod, count: _count }));
    },

    /**
     * Ends those that are neither revoked nor expired, at most `limit` of them when it is given; answers how many. What is
     * used up is among them: a stream that it opened goes on until then.
     */
    async revoke(scope: AccessTokenScope, at: Date, limit?: number): Promise<number> {
      const where = { ...inScope(scope), ...notEnded(at) };
      return (await db.accessToken.updateMany({ where, data: { revokedAt: at }, limit })).count;
    },

    /**
     * Deletes up to `take` tokens that ended before, and keeps with their identities when those last logged in; answers
     * how many. Identities are held first, like everywhere else, and those that are changed at this moment are left out:
     * nobody waits for this, and it waits for nobody.
     */
    async deleteEnded(end: "expired" | "revoked", before: Date, take: number): Promise<number> {
      const endedAt = end === "expired" ? Prisma.sql`expires_at` : Prisma.sql`revoked_at`;
      const rows = await db.$queryRaw<{ count: number }[]>(Prisma.sql`
        WITH due AS (
          SELECT id, identity_id FROM access_tokens
          WHERE ${endedAt} < ${before}::timestamptz ORDER BY ${endedAt} LIMIT ${take}
        ), held AS (
          SELECT id FROM identities WHERE id IN (SELECT identity_id FROM due) ORDER BY id
          FOR NO KEY UPDATE SKIP LOCKED
        ), gone AS (
          DELETE FROM access_tokens t USING due JOIN held ON held.id = due.identity_id
          WHERE t.id = due.id
          RETURNING t.identity_id, t.auth_method, t.created_at
        ), newest AS (
          SELECT DISTINCT ON (identity_id) identity_id, auth_method, created_at
          FROM gone ORDER BY identity_id, created_at DESC
        ), remembered AS (
          UPDATE identities i SET last_login_at = n.created_at, last_login_auth_method = n.auth_method
          FROM newest n
          WHERE i.id = n.identity_id AND (i.last_login_at IS NULL OR i.last_login_at < n.created_at)
        )
        SELECT count(*)::int AS count FROM gone`);
      return rows[0]?.count ?? 0;
    },

    async rename(id: string, name: string): Promise<void> {
      await db.accessToken.update({ where: { id }, data: { name }, select: { id: true } });
    },
  };
}

function inScope({ ids, identityIds, serviceAccount, ...scope }: AccessTokenScope) {
  return {
    ...scope,
    ...(ids ? { id: { in: ids } } : {}),
    ...(identityIds ? { identityId: { in: identityIds } } : {}),
    ...(serviceAccount ? { serviceAccountNamespace: serviceAccount.namespace } : {}),
    ...(serviceAccount?.name === undefined ? {} : { serviceAccountName: serviceAccount.name }),
  };
}

/** The bound on the instant alone is what lets the index begin there; the rest orders those of one instant. */
function olderThan({ at, id }: { at: Date; id: string }) {
  return { createdAt: { lte: at }, OR: [{ createdAt: { lt: at } }, { id: { lt: id } }] };
}

export type AccessTokenInventoryRow = NonNullable<
  Awaited<ReturnType<ReturnType<typeof accessTokenInventoryRepository>["find"]>>
>;
