import type { Store } from "../shared/store.ts";
import type { ErasedAuditEventRow, SealedAuditEventRow } from "./audit-chain.repository.ts";

/** What is at one place of a chain: the event, or what is left of it. */
export type ChainPlace = SealedAuditEventRow | ErasedAuditEventRow;

/**
 * The places of a chain behind `after`, in its order; fewer than `take` when there are no more. One that is erased
 * meanwhile is among them once.
 */
export async function listChainPlaces(
  store: Store,
  organizationId: string,
  range: { after: bigint; upTo?: bigint; take: number },
): Promise<ChainPlace[]> {
  // In this order: what is erased in between is in both lists, and never in none.
  const events = await store.auditChains.listSealed(organizationId, range);
  const erased = await store.auditChains.listErased(organizationId, range);
  if (erased.length === 0) return events;
  const sequences = new Set(events.map(({ chainSequence }) => chainSequence));
  const places = [...events, ...erased.filter(({ chainSequence }) => !sequences.has(chainSequence))];
  return places.sort((a, b) => (a.chainSequence < b.chainSequence ? -1 : 1)).slice(0, range.take);
}
