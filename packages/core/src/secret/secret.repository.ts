import { Prisma } from "@podpass/prisma";
import type { Db } from "../shared/store.ts";
import { unlessTaken } from "../shared/unless-taken.ts";

const columns = {
  id: true,
  environmentId: true,
  key: true,
  encryptedValue: true,
  encryptedComment: true,
  skipMultilineEncoding: true,
  version: true,
  createdAt: true,
  updatedAt: true,
} as const;

export interface SecretRow {
  id: string;
  environmentId: string;
  key: string;
  encryptedValue: Uint8Array<ArrayBuffer>;
  encryptedComment: Uint8Array<ArrayBuffer>;
  skipMultilineEncoding: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface SecretVersionRow {
  id: string;
  secretId: string;
  version: number;
  key: string;
  encryptedValue: Uint8Array<ArrayBuffer>;
  encryptedComment: Uint8Array<ArrayBuffer>;
  actorType: string;
  actorId: string;
  createdAt: Date;
}

type SecretChange = Omit<SecretRow, "id" | "environmentId" | "createdAt">;

export function secretRepository(db: Db) {
  return {
    /** False when the environment already has the key, also by a call at the same moment. */
    async insert(row: SecretRow): Promise<boolean> {
      return (await db.secret.createMany({ data: [row], skipDuplicates: true })).count === 1;
    },

    /** By key. */
    list(environmentId: string): Promise<SecretRow[]> {
      return db.secret.findMany({ where: { environmentId }, orderBy: { key: "asc" }, select: columns });
    },

    find(environmentId: string, key: string): Promise<SecretRow | null> {
      return db.secret.findUnique({ where: { environmentId_key: { environmentId, key } }, select: columns });
    },

    /** Holds the row until the transaction ends, so that two changes of one secret follow each other. */
    async lock(environmentId: string, key: string): Promise<void> {
      await db.$queryRaw(Prisma.sql`
        SELECT id FROM secrets WHERE environment_id = ${environmentId}::uuid AND key = ${key} FOR UPDATE`);
    },

    /** False when the environment already has the new key. */
    async update(id: string, change: SecretChange): Promise<boolean> {
      return (await unlessTaken(db.secret.update({ where: { id }, data: change, select: { id: true } }))) !== null;
    },

    async delete(id: string): Promise<void> {
      await db.secret.delete({ where: { id }, select: { id: true } });
    },

    async insertVersion(row: SecretVersionRow): Promise<void> {
      await db.secretVersion.create({ data: row, select: { id: true } });
    },

    findVersion(secretId: string, version: number) {
      return db.secretVersion.findUnique({
        where: { secretId_version: { secretId, version } },
        select: { id: true, key: true, encryptedValue: true, encryptedComment: true, version: true },
      });
    },
  };
}
