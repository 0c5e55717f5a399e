import { Prisma } from "@podpass/prisma";
import type { Db } from "../shared/store.ts";

const columns = {
  id: true,
  universalAuthId: true,
  description: true,
  prefix: true,
  ttlSeconds: true,
  expiresAt: true,
  maxUses: true,
  uses: true,
  revokedAt: true,
  lastUsedAt: true,
  createdAt: true,
  updatedAt: true,
} as const;

export interface NewClientSecret {
  id: string;
  universalAuthId: string;
  description: string;
  prefix: string;
  secretHash: string;
  ttlSeconds: number;
  expiresAt: Date | null;
  maxUses: number;
  createdAt: Date;
}

export interface ClientSecretRow extends Omit<NewClientSecret, "secretHash"> {
  uses: number;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
  updatedAt: Date;
}

export function clientSecretRepository(db: Db) {
  return {
    insert(row: NewClientSecret): Promise<ClientSecretRow> {
      return db.clientSecret.create({ data: { ...row, updatedAt: row.createdAt }, select: columns });
    },

    /** Newest first. */
    list(universalAuthId: string, before: { at: Date; id: string } | null, take: number): Promise<ClientSecretRow[]> {
      const behind = before && [{ createdAt: { lt: before.at } }, { createdAt: before.at, id: { lt: before.id } }];
      return db.clientSecret.findMany({
        where: { universalAuthId, ...(behind ? { OR: behind } : {}) },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take,
        select: columns,
      });
    },

    find(id: string, universalAuthId: string): Promise<ClientSecretRow | null> {
      return db.clientSecret.findFirst({ where: { id, universalAuthId }, select: columns });
    },

    /** By the hash of a 256-bit random value: a lookup that hits proves the secret, and its timing tells nothing. */
    findByHash(universalAuthId: string, secretHash: string): Promise<ClientSecretRow | null> {
      return db.clientSecret.findUnique({
        where: { universalAuthId_secretHash: { universalAuthId, secretHash } },
        select: columns,
      });
    },

    /**
     * Counts one login unless the secret is revoked, expired or used up, or its client id is locked; the statement itself
     * decides.
     */
    async countUse(id: string, at: Date): Promise<boolean> {
      const count = await db.$executeRaw(Prisma.sql`
        UPDATE client_secrets SET uses = uses + 1, last_used_at = ${at}::timestamptz
        WHERE id = ${id}::uuid AND revoked_at IS NULL
          AND (expires_at IS NULL OR expires_at > ${at}::timestamptz)
          AND (max_uses = 0 OR uses < max_uses)
          AND NOT EXISTS (
            SELECT FROM universal_auth_lockouts l
            JOIN universal_auths u ON u.id = l.universal_auth_id
            WHERE u.id = client_secrets.universal_auth_id AND u.is_lockout_enabled
              AND l.locked_until > ${at}::timestamptz
          )`);
      return count === 1;
    },

    markRevoked(id: string, at: Date): Promise<ClientSecretRow> {
      return db.clientSecret.update({ where: { id }, data: { revokedAt: at, updatedAt: at }, select: columns });
    },
  };
}
