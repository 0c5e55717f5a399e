import type { Db } from "../shared/store.ts";

interface PasswordResetRow {
  userId: string;
  tokenHash: string;
  expiresAt: Date;
  createdAt: Date;
}

/** One link a person: a newer one takes the place of the one before. */
export function passwordResetRepository(db: Db) {
  return {
    async put({ userId, ...data }: PasswordResetRow): Promise<void> {
      const update = { where: { userId }, create: { userId, ...data }, update: data };
      await db.passwordReset.upsert({ ...update, select: { userId: true } });
    },

    find(tokenHash: string, at: Date) {
      return db.passwordReset.findFirst({ where: { tokenHash, expiresAt: { gt: at } }, select: { userId: true } });
    },

    /** Uses a link up; false when it was used, replaced or is over. The statement itself decides. */
    async take(tokenHash: string, at: Date): Promise<boolean> {
      const where = { tokenHash, expiresAt: { gt: at } };
      return (await db.passwordReset.deleteMany({ where })).count === 1;
    },

    async delete(userId: string): Promise<void> {
      await db.passwordReset.deleteMany({ where: { userId } });
    },

    async prune(at: Date): Promise<void> {
      await db.passwordReset.deleteMany({ where: { expiresAt: { lte: at } } });
    },
  };
}
