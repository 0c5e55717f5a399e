import type { Store } from "../shared/store.ts";
import type { Services } from "../shared/use-case-context.ts";
import type { Seal } from "./audit-chain.repository.ts";
import { hashOfEvent, macOfEnds } from "./audit-chain.ts";
import { openAuditChain, openOrCreateAuditChain } from "./audit-chain-key.ts";
import type { AuditEventRow } from "./audit-event.repository.ts";

const ORGANIZATIONS_A_RUN = 1000;
const EVENTS_A_BATCH = 500;

/**
 * Puts the events that were written since the last run into their organizations' chains, and says how many. Apart from
 * the write itself, because the events of one organization would otherwise wait for each other. Any number of processes
 * may run it: a chain grows in one of them at a time, and the others pass it by.
 */
export async function sealAuditEvents(services: Services): Promise<number> {
  let count = 0;
  for (const organizationId of await services.store.auditChains.listOrganizationsToSeal(ORGANIZATIONS_A_RUN)) {
    await openOrCreateAuditChain(services.store, services.secretBox, organizationId);
    let sealed: number;
    do {
      sealed = await services.transaction((tx) => sealBatch(tx, services, organizationId));
      count += sealed;
    } while (sealed === EVENTS_A_BATCH);
  }
  return count;
}

async function sealBatch(tx: Store, services: Services, organizationId: string): Promise<number> {
  if (!(await tx.auditChains.tryLock(organizationId))) return 0;
  const chain = await openAuditChain(tx, services.secretBox, organizationId);
  if (!chain) return 0;
  const events = (await tx.auditChains.listUnsealed(organizationId, EVENTS_A_BATCH)).sort(byTime);
  let { headSequence, headHash } = chain.ends;
  const seals = events.map((event): Seal => {
    headSequence += 1n;
    headHash = hashOfEvent(chain.key, headHash, headSequence, event);
    return { eventId: event.id, sequence: headSequence, hash: headHash };
  });
  if (seals.length === 0) return 0;
  await tx.auditChains.seal(seals);
  const ends = { ...chain.ends, headSequence, headHash };
  await tx.auditChains.moveEnds(organizationId, ends, macOfEnds(chain.key, organizationId, ends));
  return seals.length;
}

function byTime(a: AuditEventRow, b: AuditEventRow): number {
  return a.occurredAt.getTime() - b.occurredAt.getTime() || (a.id < b.id ? -1 : 1);
}
