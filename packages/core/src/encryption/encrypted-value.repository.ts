import { Prisma } from "@podpass/prisma";
import type { Db } from "../shared/store.ts";
import { ENCRYPTED_COLUMNS, ENCRYPTED_TABLES, type EncryptedColumn, type EncryptedTable } from "./encrypted-columns.ts";

/** A row with its encrypted values, by column; null where it has none. */
export interface EncryptedRow {
  rowId: string;
  values: Partial<Record<EncryptedColumn, Uint8Array | null>>;
}

export interface EncryptedReplacement {
  rowId: string;
  envelope: Uint8Array;
}

/** How many values of a data key there are in a column. */
export interface EncryptedCount {
  table: EncryptedTable;
  column: EncryptedColumn;
  dataKeyId: string;
  count: number;
}

/** Values as they are stored, whatever table they are in. Names of tables and columns are those of ENCRYPTED_COLUMNS. */
export function encryptedValueRepository(db: Db) {
  return {
    /**
     * The next rows behind `after` with a value under one of the data keys, by their id, held until the transaction ends.
     * Rows that somebody else holds are passed by, so that this never waits and nobody waits for it in a circle.
     */
    async holdNext(
      table: EncryptedTable,
      { dataKeyIds, after, take }: { dataKeyIds: readonly string[]; after: string | null; take: number },
    ): Promise<EncryptedRow[]> {
      const { rowId, idType, columns } = ENCRYPTED_COLUMNS[table];
      const [id, type] = [Prisma.raw(rowId), Prisma.raw(idType)];
      const isUnder = columns.map((column) => Prisma.sql`${keyOf(column)} = ANY(${hexOf(dataKeyIds)}::text[])`);
      const rows = await db.$queryRaw<({ rowId: string } & Record<string, Uint8Array | null>)[]>(Prisma.sql`
        SELECT ${id}::text AS "rowId", ${Prisma.raw(columns.join(", "))} FROM ${Prisma.raw(table)}
        WHERE (${after}::${type} IS NULL OR ${id} > ${after}::${type}) AND (${Prisma.join(isUnder, " OR ")})
        ORDER BY ${id} LIMIT ${take}::int FOR NO KEY UPDATE SKIP LOCKED`);
      return rows.map(({ rowId: ofRow, ...values }) => ({ rowId: ofRow, values }));
    },

    /** Puts other envelopes into rows that are held. */
    async replace(
      table: EncryptedTable,
      column: EncryptedColumn,
      replacements: readonly EncryptedReplacement[],
    ): Promise<void> {
      const { rowId, idType } = ENCRYPTED_COLUMNS[table];
      const ids = replacements.map((replacement) => replacement.rowId);
      const envelopes = replacements.map(({ envelope }) => Buffer.from(envelope).toString("hex"));
      await db.$executeRaw(Prisma.sql`
        UPDATE ${Prisma.raw(table)} t SET ${Prisma.raw(column)} = decode(v.envelope, 'hex')
        FROM unnest(${ids}::${Prisma.raw(idType)}[], ${envelopes}::text[]) AS v(id, envelope)
        WHERE t.${Prisma.raw(rowId)} = v.id`);
    },

    /** Reads every value's key: a pass over whole tables. Columns without any are left out. */
    async countUnder(dataKeyIds: readonly string[]): Promise<EncryptedCount[]> {
      if (dataKeyIds.length === 0) return [];
      const counts = ENCRYPTED_TABLES.flatMap((table) =>
        ENCRYPTED_COLUMNS[table].columns.map(
          (column) => Prisma.sql`
            SELECT ${table} AS "table", ${column} AS "column", ${keyOf(column)}::uuid::text AS "dataKeyId",
                   count(*)::int AS count
            FROM ${Prisma.raw(table)} WHERE ${keyOf(column)} = ANY(${hexOf(dataKeyIds)}::text[])
            GROUP BY ${keyOf(column)}`,
        ),
      );
      return db.$queryRaw<EncryptedCount[]>(Prisma.join(counts, " UNION ALL "));
    },
  };
}

/** The id of its data key stands behind the first byte of an envelope. */
function keyOf(column: EncryptedColumn): Prisma.Sql {
  return Prisma.sql`encode(substring(${Prisma.raw(column)} from 2 for 16), 'hex')`;
}

function hexOf(dataKeyIds: readonly string[]): string[] {
  return dataKeyIds.map((id) => id.replaceAll("-", ""));
}
