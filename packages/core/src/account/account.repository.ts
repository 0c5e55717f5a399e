import { randomUUID } from "node:crypto";
import type { Db } from "../shared/store.ts";

/** Of the rows that hold a password. */
export const PASSWORD_PROVIDER = "credential";
/** Of the rows that say who a person is at a sign-in service. */
export const OIDC_PROVIDER = "oidc";
const columns = {
  id: true,
  name: true,
  email: true,
  emailVerified: true,
  createdAt: true,
  accounts: { where: { providerId: PASSWORD_PROVIDER }, select: { password: true } },
  secondFactor: { select: { confirmedAt: true } },
} as const;

/** A person with what signing in needs to know of them. */
export interface Account {
  id: string;
  name: string;
  email: string;
  /** Whether its owner has shown that they read its mail, or set Podpass up; holding an invitation's link shows neither. */
  isEmailVerified: boolean;
  createdAt: Date;
  /** argon2id; null for whoever only signs in elsewhere. */
  passwordHash: string | null;
  hasSecondFactor: boolean;
}

export function accountRepository(db: Db) {
  return {
    async find(id: string): Promise<Account | null> {
      return toAccount(await db.user.findUnique({ where: { id }, select: columns }));
    },

    /**
     * Holds the account until the transaction ends, and answers what it is then: a sign-in and a change of how the person
     * signs in follow each other, so that none goes by what the other has just replaced. To be called first.
     */
    async hold(id: string): Promise<Account | null> {
      await db.$queryRaw`SELECT id FROM users WHERE id = ${id} FOR NO KEY UPDATE`;
      return toAccount(await db.user.findUnique({ where: { id }, select: columns }));
    },

    async findByEmail(email: string): Promise<Account | null> {
      return toAccount(await db.user.findUnique({ where: { email }, select: columns }));
    },

    /** Whoever a sign-in service knows by this id. */
    async findByProvider(providerId: string, accountId: string): Promise<Account | null> {
      const where = { accounts: { some: { providerId, accountId } } };
      return toAccount(await db.user.findFirst({ where, select: columns }));
    },

    /** What a person is known by at a provider's services, each of which may have an id of its own. */
    async listProviderAccountIds(userId: string, providerId: string): Promise<string[]> {
      const rows = await db.account.findMany({ where: { userId, providerId }, select: { accountId: true } });
      return rows.map(({ accountId }) => accountId);
    },

    /** Takes a way of signing in away; false when the account did not have it. */
    async deleteProvider(userId: string, providerId: string): Promise<boolean> {
      return (await db.account.deleteMany({ where: { userId, providerId } })).count > 0;
    },

    async insertProvider(
      row: { id: string; userId: string; providerId: string; accountId: string },
      at: Date,
    ): Promise<void> {
      await db.account.create({ data: { ...row, createdAt: at, updatedAt: at }, select: { id: true } });
    },

    async markEmailVerified(id: string, at: Date): Promise<void> {
      await db.user.update({ where: { id }, data: { emailVerified: true, updatedAt: at }, select: { id: true } });
    },

    async rename(id: string, name: string, at: Date): Promise<void> {
      await db.user.update({ where: { id }, data: { name, updatedAt: at }, select: { id: true } });
    },

    /** False when the present hash is another than `from`: somebody else set a password meanwhile. */
    async replacePasswordHash(userId: string, from: string, password: string, at: Date): Promise<boolean> {
      const where = { userId, providerId: PASSWORD_PROVIDER, password: from };
      return (await db.account.updateMany({ where, data: { password, updatedAt: at } })).count === 1;
    },

    /** Whatever the password was, also for an account that had none. */
    async putPasswordHash(userId: string, password: string, at: Date): Promise<void> {
      const where = { userId, providerId: PASSWORD_PROVIDER };
      const { count } = await db.account.updateMany({ where, data: { password, updatedAt: at } });
      if (count > 0) return;
      const row = { id: randomUUID(), userId, accountId: userId, providerId: PASSWORD_PROVIDER, password };
      await db.account.create({ data: { ...row, createdAt: at, updatedAt: at }, select: { id: true } });
    },

    /** The organizations a person belongs to, the one joined first at first. */
    async organizationIdsOf(userId: string): Promise<string[]> {
      const orderBy = [{ createdAt: "asc" as const }, { id: "asc" as const }];
      const rows = await db.orgMembership.findMany({ where: { userId }, orderBy, select: { organizationId: true } });
      return rows.map((row) => row.organizationId);
    },
  };
}

interface UserRow extends Omit<Account, "passwordHash" | "hasSecondFactor" | "isEmailVerified"> {
  emailVerified: boolean;
  accounts: { password: string | null }[];
  secondFactor: { confirmedAt: Date | null } | null;
}

function toAccount(row: UserRow | null): Account | null {
  if (!row) return null;
  const { accounts, secondFactor, emailVerified: isEmailVerified, ...user } = row;
  const hasSecondFactor = secondFactor !== null && secondFactor.confirmedAt !== null;
  return { ...user, isEmailVerified, passwordHash: accounts[0]?.password ?? null, hasSecondFactor };
}
