import { Prisma } from "@podpass/prisma";
import type { Db } from "../shared/store.ts";

export interface WrappedDataKey {
  id: string;
  /** Null: people's own. */
  organizationId: string | null;
  rootKeyId: string;
  encryptedKey: Uint8Array<ArrayBuffer>;
  createdAt: Date;
}

const columns = { id: true, organizationId: true, rootKeyId: true, encryptedKey: true, createdAt: true } as const;
const newestFirst: Prisma.DataKeyOrderByWithRelationInput[] = [{ createdAt: "desc" }, { id: "desc" }];

/** A data key that a newer one of its owner has taken the place of. */
export interface SupersededDataKey {
  id: string;
  organizationId: string | null;
  /** When the one that took its place was made. */
  supersededAt: Date;
}

export function dataKeyRepository(db: Db) {
  return {
    async insert(row: WrappedDataKey): Promise<void> {
      await db.dataKey.create({ data: row, select: { id: true } });
    },
    findNewest(organizationId: string | null): Promise<WrappedDataKey | null> {
      return db.dataKey.findFirst({ where: { organizationId }, orderBy: newestFirst, select: columns });
    },
    /** Which root keys the database hangs on. */
    async listRootKeyIds(): Promise<string[]> {
      const rows = await db.dataKey.findMany({ distinct: ["rootKeyId"], select: { rootKeyId: true } });
      return rows.map((row) => row.rootKeyId);
    },
    findOfOwner(id: string, organizationId: string | null): Promise<WrappedDataKey | null> {
      return db.dataKey.findFirst({ where: { id, organizationId }, select: columns });
    },
    /** Who has data keys; null: people. */
    async listOwners(): Promise<(string | null)[]> {
      const rows = await db.dataKey.findMany({ distinct: ["organizationId"], select: { organizationId: true } });
      return rows.map((row) => row.organizationId);
    },
    /** Those that another root key than this one wraps. */
    listWrappedByOther(rootKeyId: string): Promise<WrappedDataKey[]> {
      return db.dataKey.findMany({ where: { rootKeyId: { not: rootKeyId } }, select: columns });
    },
    /** False when it is wrapped by another root key than `from` meanwhile. */
    async rewrap(
      { id, rootKeyId: from }: WrappedDataKey,
      wrapped: Pick<WrappedDataKey, "rootKeyId" | "encryptedKey">,
    ): Promise<boolean> {
      return (await db.dataKey.updateMany({ where: { id, rootKeyId: from }, data: wrapped })).count === 1;
    },
    listSuperseded(): Promise<SupersededDataKey[]> {
      return db.$queryRaw<SupersededDataKey[]>(Prisma.sql`
        SELECT k.id, k.organization_id AS "organizationId", min(n.created_at) AS "supersededAt"
        FROM data_keys k
        JOIN data_keys n
          ON n.organization_id IS NOT DISTINCT FROM k.organization_id AND (n.created_at, n.id) > (k.created_at, k.id)
        GROUP BY k.id`);
    },
    async deleteMany(ids: string[]): Promise<number> {
      return (await db.dataKey.deleteMany({ where: { id: { in: ids } } })).count;
    },
  };
}
