import type { KeyObject } from "node:crypto";
import { DAY_MS } from "../shared/clock.ts";
import type { Store } from "../shared/store.ts";
import { type Services, systemContext } from "../shared/use-case-context.ts";
import { appendAuditEvent } from "./append-audit-event.ts";
import type { ErasedAuditEventRow, SealedAuditEventRow } from "./audit-chain.repository.ts";
import { isProven, isSameHash, macOfErasedEvent, macOfRetention } from "./audit-chain.ts";
import { type OpenAuditChain, openAuditChain } from "./audit-chain-key.ts";
import { type ChainPlace, listChainPlaces } from "./chain-places.ts";

const PLACES_A_BATCH = 1000;
/** What tells how the log came to miss something stays as long as the log. */
const KEPT_ACTIONS: readonly string[] = ["audit_retention.update", "audit.erase"];

type Project = { projectId: string; organizationId: string };

/**
 * Takes the contents from the events of each project that are older than its retention, oldest first and in small
 * batches, and says of how many. Their places stay in the chain, with the server's word that they were whole; an event
 * that was altered is left as it is. Every batch is itself an event. Any number of processes may run it.
 * @throws AggregateError when a retention is not one that was set through Podpass; those of other projects are kept.
 */
export async function eraseAuditEvents(services: Services): Promise<number> {
  const failures: unknown[] = [];
  let total = 0;
  for (const project of await services.store.auditRetentions.list()) {
    try {
      let batch: { count: number; isLast: boolean };
      do {
        batch = await services.transaction((tx) => eraseBatch(tx, services, project));
        total += batch.count;
      } while (!batch.isLast);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, "The audit events of some projects were not erased");
  return total;
}

async function eraseBatch(tx: Store, services: Services, project: Project) {
  const { organizationId, projectId } = project;
  const nothing = { count: 0, isLast: true };
  if (!(await tx.auditChains.tryLock(organizationId))) return nothing;
  const chain = await openAuditChain(tx, services.secretBox, organizationId);
  const retention = await tx.auditRetentions.lock(projectId);
  if (!chain || !retention) return nothing;
  const { days, seenUpTo } = retention;
  if (!isSameHash(retention.mac, macOfRetention(chain.key, organizationId, projectId, days)))
    throw new Error(`The audit retention of project ${projectId} was altered in the database`);

  // With the last one that was looked at before: the next hangs on it.
  const places = await listChainPlaces(tx, organizationId, { after: seenUpTo - 1n, take: PLACES_A_BATCH });
  const now = services.clock.now();
  const before = new Date(now.getTime() - days * DAY_MS);
  const firstKept = places.findIndex((place) => place.chainSequence > seenUpTo && place.occurredAt >= before);
  const old = firstKept === -1 ? places : places.slice(0, firstKept);
  const erased = [...wholeEventsOf(projectId, chain, old)]
    .filter(({ event }) => event.chainSequence > seenUpTo)
    .map(({ event, previousHash }) => leaveOf(event, { projectId, days, now, key: chain.key, previousHash }));
  const last = old.at(-1);
  if (last && last.chainSequence > seenUpTo) await tx.auditRetentions.markSeen(projectId, last.chainSequence);
  if (erased.length > 0) {
    await tx.auditChains.erase(organizationId, erased);
    await appendAuditEvent(tx, systemContext(services), {
      organizationId,
      actor: { type: "system" },
      action: "audit.erase",
      subject: { type: "project", id: projectId },
      projectId,
      detail: { count: erased.length, days, before: before.toISOString() },
    });
  }
  return { count: erased.length, isLast: firstKept !== -1 || places.length < PLACES_A_BATCH };
}

/** The project's events among these places that are what was written, each with the hash that it hangs on. */
function* wholeEventsOf(projectId: string, { key, ends }: OpenAuditChain, places: readonly ChainPlace[]) {
  let previous = { chainSequence: ends.prunedSequence, chainHash: ends.prunedHash };
  for (const place of places) {
    const isNext = place.chainSequence === previous.chainSequence + 1n;
    const isOurs = "action" in place && place.projectId === projectId && !KEPT_ACTIONS.includes(place.action);
    if (isOurs && isNext && isProven(key, previous.chainHash, place)) {
      yield { event: place, previousHash: previous.chainHash };
    }
    previous = place;
  }
}

/** What stays of an event. */
function leaveOf(
  { organizationId, chainSequence, id, occurredAt, chainHash }: SealedAuditEventRow,
  by: { projectId: string; days: number; now: Date; key: KeyObject; previousHash: Uint8Array },
): ErasedAuditEventRow {
  const place = {
    organizationId,
    chainSequence,
    id,
    projectId: by.projectId,
    occurredAt,
    erasedAt: by.now,
    retentionDays: by.days,
    chainHash,
  };
  return { ...place, mac: macOfErasedEvent(by.key, by.previousHash, place) };
}
