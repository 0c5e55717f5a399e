import { DAY_MS } from "../shared/clock.ts";
import type { Store } from "../shared/store.ts";
import { type Services, systemContext } from "../shared/use-case-context.ts";
import { appendAuditEvent } from "./append-audit-event.ts";
import { macOfEnds } from "./audit-chain.ts";
import { openAuditChain } from "./audit-chain-key.ts";
import { listChainPlaces } from "./chain-places.ts";

const EVENTS_A_BATCH = 1000;

/**
 * Removes the events that are older than `retentionDays`, oldest first and in small batches, and says how many. The
 * chain goes on to verify: it remembers the last event that was removed, and every batch that went is itself an event.
 * Any number of processes may run it. The signal ends it after the batch that is begun.
 */
export async function pruneAuditEvents(
  services: Services,
  { retentionDays, signal }: { retentionDays: number; signal: AbortSignal },
): Promise<number> {
  const cutoff = new Date(services.clock.now().getTime() - retentionDays * DAY_MS);
  let total = 0;
  for (const organizationId of await services.store.auditChains.listOrganizations()) {
    let pruned: number;
    do {
      if (signal.aborted) return total;
      pruned = await services.transaction((tx) => pruneBatch(tx, services, organizationId, cutoff));
      total += pruned;
    } while (pruned === EVENTS_A_BATCH);
  }
  return total;
}

async function pruneBatch(tx: Store, services: Services, organizationId: string, cutoff: Date): Promise<number> {
  await tx.auditChains.lock(organizationId);
  const chain = await openAuditChain(tx, services.secretBox, organizationId);
  if (!chain) return 0;
  const oldest = await listChainPlaces(tx, organizationId, {
    after: chain.ends.prunedSequence,
    take: EVENTS_A_BATCH,
  });
  const firstKept = oldest.findIndex((event) => event.occurredAt >= cutoff);
  const last = oldest.at(firstKept === -1 ? -1 : firstKept - 1);
  if (!last || firstKept === 0) return 0;
  const ends = { ...chain.ends, prunedSequence: last.chainSequence, prunedHash: last.chainHash };
  await tx.auditChains.moveEnds(organizationId, ends, macOfEnds(chain.key, organizationId, ends));
  const count = await tx.auditChains.deleteUpTo(organizationId, last.chainSequence);
  await appendAuditEvent(tx, systemContext(services), {
    organizationId,
    actor: { type: "system" },
    action: "audit.prune",
    subject: { type: "organization", id: organizationId },
    detail: { count, before: cutoff.toISOString() },
  });
  return count;
}
