import type { UniversalAuthConfig } from "@podpass/contracts";
import type { Db } from "../shared/store.ts";

const columns = {
  id: true,
  identityId: true,
  clientId: true,
  clientSecretTrustedIps: true,
  accessTokenTtlSeconds: true,
  accessTokenMaxTtlSeconds: true,
  accessTokenMaxUses: true,
  accessTokenTrustedIps: true,
  isLockoutEnabled: true,
  lockoutThreshold: true,
  lockoutDurationSeconds: true,
  lockoutCounterResetSeconds: true,
  lockout: { select: { lockedUntil: true } },
  createdAt: true,
  updatedAt: true,
} as const;

export interface NewUniversalAuth extends UniversalAuthConfig {
  id: string;
  identityId: string;
  clientId: string;
  createdAt: Date;
  updatedAt: Date;
}

export interface UniversalAuthRow extends NewUniversalAuth {
  /** Null when no wrong client secret is counted. */
  lockout: { lockedUntil: Date | null } | null;
}

export function universalAuthRepository(db: Db) {
  return {
    /** False when the identity already has one, also one attached at the same moment. */
    async insert(row: NewUniversalAuth): Promise<boolean> {
      return (await db.universalAuth.createMany({ data: [row], skipDuplicates: true })).count === 1;
    },

    findForIdentity(identityId: string, organizationId: string): Promise<UniversalAuthRow | null> {
      return db.universalAuth.findFirst({ where: { identityId, identity: { organizationId } }, select: columns });
    },

    /** The configuration a client id names, with the identity it logs in. Null when its organization is disabled. */
    findForLogin(clientId: string) {
      return db.universalAuth.findFirst({
        where: { clientId, identity: { membership: { isNot: null }, organization: { disabledAt: null } } },
        select: { ...columns, identity: { select: { id: true, name: true, organizationId: true } } },
      });
    },

    /**
     * Holds a configuration and its identity as they are until the transaction ends. A change under way may end the tokens
     * issued before it, so it is waited for; the identity first, like everywhere else.
     */
    async hold(id: string): Promise<void> {
      await db.$queryRaw`
        SELECT u.id FROM universal_auths u JOIN identities i ON i.id = u.identity_id
        WHERE u.id = ${id}::uuid FOR KEY SHARE OF i FOR SHARE OF u`;
    },

    update(id: string, change: UniversalAuthConfig, at: Date): Promise<UniversalAuthRow> {
      return db.universalAuth.update({ where: { id }, data: { ...change, updatedAt: at }, select: columns });
    },

    async delete(id: string): Promise<void> {
      await db.universalAuth.delete({ where: { id }, select: { id: true } });
    },
  };
}
