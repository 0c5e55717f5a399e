import type { Db } from "../shared/store.ts";

interface ChallengeRow {
  tokenHash: string;
  userId: string;
  method: string;
  expiresAt: Date;
}

/** Sign-ins whose first step is done and whose second is not. */
export function challengeRepository(db: Db) {
  return {
    async insert(row: ChallengeRow): Promise<void> {
      await db.signInChallenge.create({ data: row, select: { tokenHash: true } });
    },

    find(tokenHash: string, at: Date) {
      const where = { tokenHash, expiresAt: { gt: at } };
      return db.signInChallenge.findFirst({ where, select: { userId: true, method: true } });
    },

    /** Whoever ends it goes on; false when it was ended already. */
    async end(tokenHash: string): Promise<boolean> {
      return (await db.signInChallenge.deleteMany({ where: { tokenHash } })).count === 1;
    },

    async endAll(userId: string): Promise<void> {
      await db.signInChallenge.deleteMany({ where: { userId } });
    },

    async prune(at: Date): Promise<void> {
      await db.signInChallenge.deleteMany({ where: { expiresAt: { lte: at } } });
    },
  };
}
