import type { Db } from "../shared/store.ts";

export function secondFactorRepository(db: Db) {
  return {
    find(userId: string) {
      return db.secondFactor.findUnique({ where: { userId }, select: { encryptedSecret: true, confirmedAt: true } });
    },

    /** Those of the people whose second factor is asked for. */
    async listEnabled(userIds: readonly string[]): Promise<Set<string>> {
      const where = { userId: { in: [...userIds] }, confirmedAt: { not: null } };
      return new Set((await db.secondFactor.findMany({ where, select: { userId: true } })).map((row) => row.userId));
    },

    /** Puts a secret in place of one that was never confirmed; false when there is a confirmed one. */
    async begin(userId: string, encryptedSecret: Uint8Array<ArrayBuffer>, at: Date): Promise<boolean> {
      await db.secondFactor.deleteMany({ where: { userId, confirmedAt: null } });
      const data = [{ userId, encryptedSecret, createdAt: at }];
      return (await db.secondFactor.createMany({ data, skipDuplicates: true })).count === 1;
    },

    /** False when it is confirmed already, or its secret is another one by now. */
    async confirm(userId: string, encryptedSecret: Uint8Array<ArrayBuffer>, step: number, at: Date): Promise<boolean> {
      const where = { userId, encryptedSecret, confirmedAt: null };
      return (await db.secondFactor.updateMany({ where, data: { confirmedAt: at, lastStep: step } })).count === 1;
    },

    /** Takes the code of a step; false when it, or one of a later step, was taken before. The statement itself decides. */
    async takeStep(userId: string, step: number): Promise<boolean> {
      const where = { userId, confirmedAt: { not: null }, lastStep: { lt: step } };
      return (await db.secondFactor.updateMany({ where, data: { lastStep: step } })).count === 1;
    },

    /** False when there was none. */
    async delete(userId: string): Promise<boolean> {
      await db.recoveryCode.deleteMany({ where: { userId } });
      return (await db.secondFactor.deleteMany({ where: { userId } })).count === 1;
    },

    async replaceRecoveryCodes(userId: string, codeHashes: string[]): Promise<void> {
      await db.recoveryCode.deleteMany({ where: { userId } });
      await db.recoveryCode.createMany({ data: codeHashes.map((codeHash) => ({ userId, codeHash })) });
    },

    /** Uses a code up; false when it is not a recovery code of this account, or was used. */
    async takeRecoveryCode(userId: string, codeHash: string): Promise<boolean> {
      return (await db.recoveryCode.deleteMany({ where: { userId, codeHash } })).count === 1;
    },

    countRecoveryCodes(userId: string): Promise<number> {
      return db.recoveryCode.count({ where: { userId } });
    },
  };
}
