import type { Db } from "../shared/store.ts";

interface DataKeyRow {
  id: string;
  /** Null: people's own. */
  organizationId: string | null;
  rootKeyId: string;
  encryptedKey: Uint8Array<ArrayBuffer>;
  createdAt: Date;
}

const columns = { id: true, organizationId: true, rootKeyId: true, encryptedKey: true } as const;

export function dataKeyRepository(db: Db) {
  return {
    async insert(row: DataKeyRow): Promise<void> {
      await db.dataKey.create({ data: row, select: { id: true } });
    },
    findNewest(organizationId: string | null) {
      return db.dataKey.findFirst({ where: { organizationId }, orderBy: { createdAt: "desc" }, select: columns });
    },
    /** Which root keys the database hangs on. */
    async listRootKeyIds(): Promise<string[]> {
      const rows = await db.dataKey.findMany({ distinct: ["rootKeyId"], select: { rootKeyId: true } });
      return rows.map((row) => row.rootKeyId);
    },
    findOfOwner(id: string, organizationId: string | null) {
      return db.dataKey.findFirst({ where: { id, organizationId }, select: columns });
    },
  };
}
