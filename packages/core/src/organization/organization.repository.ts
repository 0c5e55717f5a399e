import { definedOnly } from "../shared/defined-only.ts";
import type { Db } from "../shared/store.ts";
import { unlessTaken } from "../shared/unless-taken.ts";

const columns = {
  id: true,
  name: true,
  slug: true,
  disabledAt: true,
  isSecondFactorRequired: true,
  createdAt: true,
} as const;

interface OrganizationChange {
  name?: string | undefined;
  slug?: string | undefined;
  isSecondFactorRequired?: boolean | undefined;
}

interface NewOrganization {
  id: string;
  name: string;
  slug: string;
  createdAt: Date;
}

interface NewUser {
  id: string;
  name: string;
  email: string;
  passwordHash: string;
  accountId: string;
  createdAt: Date;
}

/** Serialises set-up: two first visits at once must not make two organizations. Any constant will do. */
const SETUP_LOCK = 7_063_001;

export function organizationRepository(db: Db) {
  return {
    /** Holds until the transaction ends. */
    async lockSetup(): Promise<void> {
      await db.$executeRaw`SELECT pg_advisory_xact_lock(${SETUP_LOCK}::bigint)`;
    },
    /** Holds the row until the transaction ends, so that changes of one organization's members follow each other. */
    async lock(id: string): Promise<void> {
      await db.$queryRaw`SELECT id FROM organizations WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
    },
    async exists(): Promise<boolean> {
      return (await db.organization.findFirst({ select: { id: true } })) !== null;
    },
    async insert(row: NewOrganization): Promise<void> {
      await db.organization.create({ data: { ...row, updatedAt: row.createdAt }, select: { id: true } });
    },
    /** False when another organization has the slug, also one made at the same moment. */
    async insertUnlessTaken(row: NewOrganization): Promise<boolean> {
      const data = [{ ...row, updatedAt: row.createdAt }];
      return (await db.organization.createMany({ data, skipDuplicates: true })).count === 1;
    },
    async listIds(): Promise<string[]> {
      return (await db.organization.findMany({ select: { id: true } })).map(({ id }) => id);
    },
    findById(id: string) {
      return db.organization.findUnique({ where: { id }, select: columns });
    },
    async setDisabledAt(id: string, disabledAt: Date | null, at: Date) {
      return db.organization.update({ where: { id }, data: { disabledAt, updatedAt: at }, select: columns });
    },
    /** Null when another organization has the slug. */
    async update(id: string, change: OrganizationChange, at: Date) {
      const data = { ...definedOnly(change), updatedAt: at };
      return unlessTaken(db.organization.update({ where: { id }, data, select: columns }));
    },
    findUserByEmail(email: string) {
      return db.user.findUnique({ where: { email }, select: { id: true, name: true } });
    },
    /**
     * A person whose address nobody has proven; false when the address has an account, also one made at the same moment.
     */
    async insertNewUser(user: NewUser): Promise<boolean> {
      const { passwordHash, accountId, createdAt, ...row } = user;
      const times = { createdAt, updatedAt: createdAt };
      const { count } = await db.user.createMany({
        data: [{ ...row, ...times, emailVerified: false }],
        skipDuplicates: true,
      });
      if (count === 0) return false;
      await db.account.create({
        data: {
          id: accountId,
          accountId: user.id,
          providerId: "credential",
          userId: user.id,
          password: passwordHash,
          ...times,
        },
        select: { id: true },
      });
      return true;
    },
    /** A person who signs in with e-mail and password; the account row is where the sign-in library looks. */
    async insertUser(user: NewUser): Promise<void> {
      const { passwordHash, accountId, ...row } = user;
      await db.user.create({
        data: {
          ...row,
          emailVerified: true,
          updatedAt: user.createdAt,
          accounts: {
            create: {
              id: accountId,
              accountId: user.id,
              providerId: "credential",
              password: passwordHash,
              createdAt: user.createdAt,
              updatedAt: user.createdAt,
            },
          },
        },
        select: { id: true },
      });
    },
  };
}
