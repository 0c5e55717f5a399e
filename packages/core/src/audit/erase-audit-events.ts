import type { KeyObject } from "node:crypto";
import type { Store } from "../shared/store.ts";
import { type Services, systemContext } from "../shared/use-case-context.ts";
import { appendAuditEvents } from "./append-audit-event.ts";
import type { ErasedAuditEventRow } from "./audit-chain.repository.ts";
import { isSameHash, macOfErasedEvent, macOfRetention } from "./audit-chain.ts";
import { openAuditChain } from "./audit-chain-key.ts";
import type { AuditRetentionRow } from "./audit-retention.repository.ts";
import { listChainPlaces } from "./chain-places.ts";
import { type ErasableEvent, erasableEvents, type Reach, reachOf } from "./erasable-events.ts";

const PLACES_A_BATCH = 1000;

/**
 * Takes the contents from the events of each project that are older than its retention, oldest first and in small
 * batches, and says of how many. Their places stay in the chain, with the server's word that they were whole; an event
 * that was altered is left as it is. What a batch takes from a project is itself an event. Any number of processes may
 * run it. The signal ends it after the batch that is begun.
 * @throws AggregateError when a retention is not one that was set through Podpass; those of other projects are kept.
 */
export async function eraseAuditEvents(services: Services, signal: AbortSignal): Promise<number> {
  const failures: unknown[] = [];
  let total = 0;
  for (const organizationId of await services.store.auditRetentions.listOrganizations()) {
    const done = new Set<string>();
    try {
      let batch: Batch;
      do {
        if (signal.aborted) break;
        batch = await services.transaction((tx) => eraseBatch(tx, services, organizationId, done));
        total += batch.count;
        failures.push(...batch.failures);
        for (const projectId of batch.done) done.add(projectId);
      } while (!batch.isLast);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, "The audit events of some projects were not erased");
  return total;
}

interface Batch {
  count: number;
  /** Projects that have nothing left to erase in this run. */
  done: string[];
  failures: Error[];
  isLast: boolean;
}

async function eraseBatch(
  tx: Store,
  services: Services,
  organizationId: string,
  done: ReadonlySet<string>,
): Promise<Batch> {
  await tx.auditChains.lockStart(organizationId);
  const chain = await openAuditChain(tx, services.secretBox, organizationId);
  const retentions = (await tx.auditRetentions.lockAll(organizationId)).filter(({ projectId }) => !done.has(projectId));
  if (!chain) return { count: 0, done: [], failures: [], isLast: true };
  const bySoundness = Map.groupBy(retentions, ({ projectId, days, mac }) =>
    isSameHash(mac, macOfRetention(chain.key, organizationId, projectId, days)),
  );
  const [sound, altered] = [bySoundness.get(true) ?? [], bySoundness.get(false) ?? []];
  const places = await placesToLookAt(tx, organizationId, sound);
  const now = services.clock.now();
  const reaches = sound.map((retention) => reachOf(retention, places, now));
  const events = [...erasableEvents(chain, places, reaches)];
  if (events.length > 0) {
    const left = events.map((event) => leaveOf(event, chain.key, now));
    await tx.auditChains.erase(organizationId, left);
    await writeDown(tx, services, organizationId, events);
  }
  const moved = reaches.filter(({ upTo, retention }) => upTo > retention.seenUpTo);
  await tx.auditRetentions.markSeen(moved.map(({ upTo, retention: { projectId } }) => ({ projectId, upTo })));
  const isAtEnd = places.length < PLACES_A_BATCH;
  const finished = reaches.filter(({ isAtKept }) => isAtEnd || isAtKept).map(({ retention }) => retention);
  return {
    count: events.length,
    done: [...altered, ...finished].map(({ projectId }) => projectId),
    failures: altered.map(({ projectId: id }) => new Error(`The audit retention of project ${id} is not what was set`)),
    isLast: finished.length === sound.length,
  };
}

/**
 * The places behind the one up to which some project's events were looked at and no other's less far. So a place is read
 * once for all projects that have come as far, and again only for one whose retention is longer or was set later: an
 * index to read a project's own events by would be written with every event there is.
 */
async function placesToLookAt(tx: Store, organizationId: string, retentions: readonly AuditRetentionRow[]) {
  const [start] = retentions.map(({ seenUpTo }) => seenUpTo).sort((a, b) => (a < b ? -1 : 1));
  if (start === undefined) return [];
  // With the last one that was looked at before: the next hangs on it.
  return listChainPlaces(tx, organizationId, { after: start - 1n, take: PLACES_A_BATCH });
}

/** What stays of an event. */
function leaveOf({ event, previousHash, reach }: ErasableEvent, key: KeyObject, now: Date): ErasedAuditEventRow {
  const { organizationId, chainSequence, id, occurredAt, chainHash } = event;
  const { projectId, days: retentionDays } = reach.retention;
  const place = { organizationId, chainSequence, id, projectId, occurredAt, erasedAt: now, retentionDays, chainHash };
  return { ...place, mac: macOfErasedEvent(key, previousHash, place) };
}

/** One event for each project that lost some. */
async function writeDown(
  tx: Store,
  services: Services,
  organizationId: string,
  events: readonly ErasableEvent[],
): Promise<void> {
  const counts = new Map<Reach, number>();
  for (const { reach } of events) counts.set(reach, (counts.get(reach) ?? 0) + 1);
  await appendAuditEvents(
    tx,
    systemContext(services),
    [...counts].map(([{ retention, before }, count]) => ({
      organizationId,
      actor: { type: "system" },
      action: "audit.erase",
      subject: { type: "project", id: retention.projectId },
      projectId: retention.projectId,
      detail: { count, days: retention.days, before: before.toISOString() },
    })),
  );
}
