import { DAY_MS } from "../shared/clock.ts";
import type { SealedAuditEventRow } from "./audit-chain.repository.ts";
import { isProven } from "./audit-chain.ts";
import type { OpenAuditChain } from "./audit-chain-key.ts";
import type { AuditRetentionRow } from "./audit-retention.repository.ts";
import type { ChainPlace } from "./chain-places.ts";

/** What tells how the log came to miss something stays as long as the log. */
const KEPT_ACTIONS: readonly string[] = ["audit_retention.update", "audit.erase"];

/** How far a project's events are erased by the places of one batch. */
export interface Reach {
  retention: AuditRetentionRow;
  /** Older events are too old for the project. */
  before: Date;
  /** The last place ahead of the first event that is kept, of whichever project; the last of all when none is kept. */
  upTo: bigint;
  /** Whether an event that is kept comes next. */
  isAtKept: boolean;
}

/** Of a project, over places in the order of their chain. */
export function reachOf(retention: AuditRetentionRow, places: readonly ChainPlace[], now: Date): Reach {
  const before = new Date(now.getTime() - retention.days * DAY_MS);
  const unseen = places.filter(({ chainSequence }) => chainSequence > retention.seenUpTo);
  const firstKept = unseen.findIndex(({ occurredAt }) => occurredAt >= before);
  const old = firstKept === -1 ? unseen : unseen.slice(0, firstKept);
  return {
    retention,
    before,
    upTo: old.at(-1)?.chainSequence ?? retention.seenUpTo,
    isAtKept: firstKept !== -1,
  };
}

/** An event to erase, with the hash that it hangs on. */
export interface ErasableEvent {
  event: SealedAuditEventRow;
  previousHash: Uint8Array;
  reach: Reach;
}

/** The events among these places that are within the reach of their projects, and still what was written. */
export function* erasableEvents(
  { key, ends }: OpenAuditChain,
  places: readonly ChainPlace[],
  reaches: readonly Reach[],
): Generator<ErasableEvent> {
  const byProject = new Map(reaches.map((reach) => [reach.retention.projectId, reach]));
  let previous = { chainSequence: ends.prunedSequence, chainHash: ends.prunedHash };
  for (const place of places) {
    const reach = byProject.get(place.projectId ?? "");
    const isNext = place.chainSequence === previous.chainSequence + 1n;
    if (reach && isNext && isWithin(reach, place) && isErasable(place) && isProven(key, previous.chainHash, place)) {
      yield { event: place, previousHash: previous.chainHash, reach };
    }
    previous = place;
  }
}

function isWithin({ retention, upTo }: Reach, { chainSequence }: ChainPlace): boolean {
  return chainSequence > retention.seenUpTo && chainSequence <= upTo;
}

function isErasable(place: ChainPlace): place is SealedAuditEventRow {
  return "action" in place && !KEPT_ACTIONS.includes(place.action);
}
