import type { TokenAuthConfig } from "@podpass/contracts";
import type { Db } from "../shared/store.ts";

const columns = {
  id: true,
  identityId: true,
  accessTokenTtlSeconds: true,
  accessTokenMaxTtlSeconds: true,
  accessTokenMaxUses: true,
  accessTokenTrustedIps: true,
  createdAt: true,
  updatedAt: true,
} as const;

export interface TokenAuthRow extends TokenAuthConfig {
  id: string;
  identityId: string;
  createdAt: Date;
  updatedAt: Date;
}

export function tokenAuthRepository(db: Db) {
  return {
    /** False when the identity already has one, also one attached at the same moment. */
    async insert(row: TokenAuthRow): Promise<boolean> {
      return (await db.tokenAuth.createMany({ data: [row], skipDuplicates: true })).count === 1;
    },

    findForIdentity(identityId: string, organizationId: string): Promise<TokenAuthRow | null> {
      return db.tokenAuth.findFirst({ where: { identityId, identity: { organizationId } }, select: columns });
    },

    update(id: string, change: TokenAuthConfig, at: Date): Promise<TokenAuthRow> {
      return db.tokenAuth.update({ where: { id }, data: { ...change, updatedAt: at }, select: columns });
    },

    async delete(id: string): Promise<void> {
      await db.tokenAuth.delete({ where: { id }, select: { id: true } });
    },
  };
}
