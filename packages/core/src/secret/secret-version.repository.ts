import type { Db } from "../shared/store.ts";

const columns = {
  id: true,
  key: true,
  encryptedValue: true,
  encryptedComment: true,
  encryptedMetadata: true,
  skipMultilineEncoding: true,
  version: true,
  actorType: true,
  actorId: true,
  createdAt: true,
} as const;

export interface SecretVersionRow {
  id: string;
  key: string;
  encryptedValue: Uint8Array<ArrayBuffer>;
  encryptedComment: Uint8Array<ArrayBuffer>;
  encryptedMetadata: Uint8Array<ArrayBuffer> | null;
  skipMultilineEncoding: boolean;
  version: number;
  actorType: string;
  actorId: string;
  createdAt: Date;
}

export function secretVersionRepository(db: Db) {
  return {
    async insertMany(rows: (SecretVersionRow & { secretId: string })[]): Promise<void> {
      await db.secretVersion.createMany({ data: rows });
    },

    /** Newest first. */
    list(secretId: string, before: number | undefined, take: number): Promise<SecretVersionRow[]> {
      const where = { secretId, ...(before === undefined ? {} : { version: { lt: before } }) };
      return db.secretVersion.findMany({ where, orderBy: { version: "desc" }, take, select: columns });
    },

    find(secretId: string, version: number): Promise<SecretVersionRow | null> {
      return db.secretVersion.findUnique({ where: { secretId_version: { secretId, version } }, select: columns });
    },
  };
}
