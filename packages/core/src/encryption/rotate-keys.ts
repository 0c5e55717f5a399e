import { setTimeout as delay } from "node:timers/promises";
import type { AuditAction } from "@podpass/contracts";
import { appendAuditEvent, type JsonValue } from "../audit/append-audit-event.ts";
import { type Store, TRANSACTION_TIMEOUT_MS } from "../shared/store.ts";
import { type Services, systemContext } from "../shared/use-case-context.ts";
import { type Resealing, resealValues } from "./reseal-values.ts";
import type { KeyOwner } from "./secret-box.ts";

/** How long an older data key is kept after the last value has left it. */
const KEPT_SECONDS = 86_400;
/** After this long no transaction is under way any more that read which data key was the newest before. */
const SETTLED_MS = TRANSACTION_TIMEOUT_MS + 1_000;

export interface KeyRotation {
  /** Which keys: data keys under the present root key, values under new data keys. */
  parts: readonly ("root" | "data")[];
  onProgress?: (line: string) => void;
  /** How long transactions from before may go on; a test knows that there are none. */
  settledMs?: number;
}

/** What a rotation has done, and what is left to do. */
export interface KeyRotationReport {
  rootKeyId: string;
  /** Data keys that were wrapped anew, by the root key they were wrapped by before. */
  rewrapped: Map<string, number>;
  /** Owners with a new data key, and those whose last rotation had not come to its end. */
  renewedCount: number;
  resumedCount: number;
  resealing: Resealing | null;
  /** Older data keys, under which nothing is any more. */
  deletedCount: number;
  keptCount: number;
}

/**
 * Rotates keys while replicas serve: wraps every data key by the root key that is configured now, gives every
 * owner a new data key, and encrypts everything anew under it. It may be interrupted at any moment and run again:
 * a rotation that had not come to its end is brought to it, without another new key. Every organization's audit log says
 * so.
 * @throws Error before anything is changed when a data key is wrapped by a root key that is not there
 */
export async function rotateKeys(services: Services, rotation: KeyRotation): Promise<KeyRotationReport> {
  const { parts, onProgress = () => {}, settledMs = SETTLED_MS } = rotation;
  const { current } = services.rootKeys;
  await assertRootKeys(services);
  const rewrapped = parts.includes("root") ? await rewrapDataKeys(services) : new Map<string, number>();
  const report = { rootKeyId: current.id, rewrapped, renewedCount: 0, resumedCount: 0, resealing: null };
  if (!parts.includes("data")) return { ...report, deletedCount: 0, keptCount: 0 };
  const organizations = await renewDataKeys(services);
  onProgress(`New data keys: ${organizations.renewedCount}`);
  const renewedAt = performance.now();
  const first = await resealValues(services, (count) => onProgress(`Encrypted anew: ${count} values`));
  // A transaction that began before the new keys were told of may have sealed under the old ones since.
  await delay(Math.max(0, renewedAt + settledMs - performance.now()));
  const resealing = merge(first, await resealValues(services, () => {}));
  return { ...report, ...organizations, resealing, ...(await retireDataKeys(services)) };
}

async function assertRootKeys({ store, rootKeys }: Services): Promise<void> {
  for (const id of await store.dataKeys.listRootKeyIds()) {
    if (rootKeys.find(id)) continue;
    throw new Error(`Data keys are wrapped by root key ${id}, which was not given. Nothing was changed.`);
  }
}

async function rewrapDataKeys(services: Services): Promise<Map<string, number>> {
  const { store, secretBox, rootKeys } = services;
  const counts = new Map<string, number>();
  for (const dataKey of await store.dataKeys.listWrappedByOther(rootKeys.current.id)) {
    const isRewrapped = await services.transaction(async (tx) => {
      if (!(await tx.dataKeys.rewrap(dataKey, secretBox.rewrap(dataKey)))) return false;
      const rootKeyId = { before: dataKey.rootKeyId, after: rootKeys.current.id };
      await audit(tx, services, "data_key.rewrap", dataKey, { rootKeyId });
      return true;
    });
    if (isRewrapped) counts.set(dataKey.rootKeyId, (counts.get(dataKey.rootKeyId) ?? 0) + 1);
  }
  return counts;
}

async function renewDataKeys(services: Services): Promise<{ renewedCount: number; resumedCount: number }> {
  const { store, secretBox } = services;
  const superseded = await store.dataKeys.listSuperseded();
  const used = await store.encryptedValues.countUnder(superseded.map(({ id }) => id));
  const usedIds = new Set(used.map(({ dataKeyId }) => dataKeyId));
  const unfinished = new Set(superseded.filter(({ id }) => usedIds.has(id)).map((key) => key.organizationId));
  let renewedCount = 0;
  for (const organizationId of await store.dataKeys.listOwners()) {
    if (unfinished.has(organizationId)) continue;
    await services.transaction(async (tx) => {
      const id = await secretBox.createDataKey(tx, organizationId);
      await audit(tx, services, "data_key.rotate", { id, organizationId });
    });
    renewedCount += 1;
  }
  return { renewedCount, resumedCount: unfinished.size };
}

/** What is done to the data key of what is people's own stands in no organization's log. */
async function audit(
  tx: Store,
  services: Services,
  action: AuditAction,
  { id, organizationId }: { id: string; organizationId: KeyOwner },
  detail: Record<string, JsonValue> = {},
): Promise<void> {
  if (organizationId === null) return;
  const subject = { type: "data_key", id };
  const event = { organizationId, actor: { type: "system" }, action, subject, detail } as const;
  await appendAuditEvent(tx, systemContext(services), event);
}

/** Deletes data keys under which nothing has been for a day. */
async function retireDataKeys({ store, clock }: Services): Promise<{ deletedCount: number; keptCount: number }> {
  const superseded = await store.dataKeys.listSuperseded();
  const used = await store.encryptedValues.countUnder(superseded.map(({ id }) => id));
  const unused = superseded.filter(({ id }) => !used.some(({ dataKeyId }) => dataKeyId === id));
  const keptSince = clock.now().getTime() - KEPT_SECONDS * 1000;
  const old = unused.filter(({ supersededAt }) => supersededAt.getTime() < keptSince);
  const deletedCount = await store.dataKeys.deleteMany(old.map(({ id }) => id));
  return { deletedCount, keptCount: unused.length - deletedCount };
}

function merge(first: Resealing, second: Resealing): Resealing {
  const counts = new Map(first.counts);
  for (const [name, count] of second.counts) counts.set(name, (counts.get(name) ?? 0) + count);
  return { counts, unreadable: second.unreadable, left: second.left };
}
