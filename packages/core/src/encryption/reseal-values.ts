import { setTimeout as delay } from "node:timers/promises";
import type { Store } from "../shared/store.ts";
import type { Services } from "../shared/use-case-context.ts";
import { ENCRYPTED_COLUMNS, ENCRYPTED_TABLES, type EncryptedColumn, type EncryptedTable } from "./encrypted-columns.ts";
import type { EncryptedReplacement, EncryptedRow } from "./encrypted-value.repository.ts";
import { keyIdOf } from "./envelope.ts";
import type { KeyOwner } from "./secret-box.ts";

/** Few enough that no request waits long for a row, or, over an embedded database, for its turn. */
const ROWS_A_BATCH = 50;
/** Rows that were passed by are free again after this. */
const PAUSE_MS = 100;
/** Longer than any transaction holds a row. */
const PATIENCE_MS = 30_000;

/** What a run has done, and what it could not do. */
export interface Resealing {
  /** By `table.column`. */
  counts: Map<string, number>;
  /** Values that no key opens, as `table.column of row`: they were unreadable before and are left as they are. */
  unreadable: Set<string>;
  /** Values that are still under an older data key. */
  left: number;
}

/**
 * Encrypts every value that is under an older data key of its owner anew under the newest, in small
 * transactions beside the normal work. A value that is changed meanwhile is never overwritten: its row is held while it
 * is opened and sealed. Whatever interrupts this, each value is under one key or the other, and the next run goes on.
 */
export async function resealValues(services: Services, onProgress: (count: number) => void): Promise<Resealing> {
  const resealing: Resealing = { counts: new Map(), unreadable: new Set(), left: 0 };
  let movedAt = performance.now();
  for (;;) {
    const superseded = await services.store.dataKeys.listSuperseded();
    const owners = new Map(superseded.map(({ id, organizationId }) => [id, organizationId]));
    let count = 0;
    for (const table of ENCRYPTED_TABLES) count += await resealTable(services, table, owners, resealing);
    onProgress(count);
    const counts = await services.store.encryptedValues.countUnder([...owners.keys()]);
    resealing.left = counts.reduce((sum, each) => sum + each.count, 0);
    if (resealing.left <= resealing.unreadable.size) return resealing;
    if (count > 0) movedAt = performance.now();
    else if (performance.now() - movedAt > PATIENCE_MS) return resealing;
    await delay(PAUSE_MS);
  }
}

async function resealTable(
  services: Services,
  table: EncryptedTable,
  owners: ReadonlyMap<string, KeyOwner>,
  resealing: Resealing,
): Promise<number> {
  let total = 0;
  let after: string | null = null;
  for (;;) {
    const batch: Batch = await services.transaction((tx) =>
      resealBatch(tx, services, { table, owners, after, unreadable: resealing.unreadable }),
    );
    for (const [column, count] of batch.counts) {
      const name = `${table}.${column}`;
      resealing.counts.set(name, (resealing.counts.get(name) ?? 0) + count);
      total += count;
    }
    if (batch.last === null) return total;
    after = batch.last;
  }
}

interface Batch {
  counts: Map<EncryptedColumn, number>;
  /** Null when there was nothing. */
  last: string | null;
}

interface BatchInput {
  table: EncryptedTable;
  /** By superseded data key. */
  owners: ReadonlyMap<string, KeyOwner>;
  after: string | null;
  unreadable: Set<string>;
}

async function resealBatch(tx: Store, services: Services, input: BatchInput): Promise<Batch> {
  const { table, owners, after } = input;
  const dataKeyIds = [...owners.keys()];
  const rows = await tx.encryptedValues.holdNext(table, { dataKeyIds, after, take: ROWS_A_BATCH });
  const counts = new Map<EncryptedColumn, number>();
  for (const column of ENCRYPTED_COLUMNS[table].columns) {
    const replacements: EncryptedReplacement[] = [];
    for (const row of rows) {
      const envelope = await resealed(tx, services, input, row, column);
      if (envelope) replacements.push({ rowId: row.rowId, envelope });
    }
    if (replacements.length > 0) await tx.encryptedValues.replace(table, column, replacements);
    counts.set(column, replacements.length);
  }
  return { counts, last: rows.at(-1)?.rowId ?? null };
}

/** Null when the value is under the newest key already, or under none. */
async function resealed(
  tx: Store,
  { secretBox }: Services,
  { table, owners, unreadable }: BatchInput,
  { rowId, values }: EncryptedRow,
  field: EncryptedColumn,
): Promise<Uint8Array | null> {
  const envelope = values[field];
  const owner = envelope ? owners.get(keyIdOf(envelope)) : undefined;
  if (!envelope || owner === undefined) return null;
  const place = { table, rowId, field };
  const text = await secretBox.openText(tx, owner, place, envelope).catch(() => null);
  if (text === null) {
    unreadable.add(`${table}.${field} of ${rowId}`);
    return null;
  }
  return secretBox.sealText(tx, owner, place, text);
}
