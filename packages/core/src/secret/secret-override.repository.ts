import type { Db } from "../shared/store.ts";

const columns = { id: true, encryptedValue: true } as const;

export interface SecretOverrideRow {
  id: string;
  encryptedValue: Uint8Array<ArrayBuffer>;
}

interface NewOverride extends SecretOverrideRow {
  secretId: string;
  userId: string;
  createdAt: Date;
  updatedAt: Date;
}

export function secretOverrideRepository(db: Db) {
  return {
    find(secretId: string, userId: string): Promise<SecretOverrideRow | null> {
      return db.secretOverride.findUnique({ where: { secretId_userId: { secretId, userId } }, select: columns });
    },

    async insert(row: NewOverride): Promise<void> {
      await db.secretOverride.create({ data: row, select: { id: true } });
    },

    async delete(id: string): Promise<void> {
      await db.secretOverride.delete({ where: { id }, select: { id: true } });
    },
  };
}
