import type { Db } from "../shared/store.ts";

export function passwordResetRepository(db: Db) {
  return {
    async delete(userId: string): Promise<void> {
      await db.passwordReset.deleteMany({ where: { userId } });
    },
  };
}
