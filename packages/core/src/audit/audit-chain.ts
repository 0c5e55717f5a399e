import { createHmac, type KeyObject, timingSafeEqual } from "node:crypto";
import type { AuditEventRow } from "./audit-event.repository.ts";

// The chain shows that an event was removed, altered or slipped in: every sealed event carries the HMAC of itself and of
// the hash before it, under a key that the database alone does not give away.

/** What the first event of an organization hangs on. */
export const CHAIN_START = Buffer.alloc(32);

/** Where a chain begins and ends. */
export interface ChainEnds {
  prunedSequence: bigint;
  prunedHash: Uint8Array;
  headSequence: bigint;
  headHash: Uint8Array;
}

/** The hash of the event at this place of its organization's chain. */
export function hashOfEvent(key: KeyObject, previousHash: Uint8Array, sequence: bigint, event: AuditEventRow): Buffer {
  return createHmac("sha256", key).update(previousHash).update(canonicalText(sequence, event)).digest();
}

/** Vouches for the ends, so that a shorter chain cannot be passed off as the whole one. */
export function macOfEnds(key: KeyObject, organizationId: string, ends: ChainEnds): Buffer {
  const text = JSON.stringify(["ends", organizationId, String(ends.prunedSequence), String(ends.headSequence)]);
  return createHmac("sha256", key).update(text).update(ends.prunedHash).update(ends.headHash).digest();
}

/** Compares two hashes in constant time. */
export function isSameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** One text for one event: every column in a fixed order, the detail with its keys sorted. */
function canonicalText(sequence: bigint, event: AuditEventRow): string {
  return JSON.stringify([
    String(sequence),
    event.id,
    event.organizationId,
    event.projectId,
    event.occurredAt.toISOString(),
    event.action,
    event.actorType,
    event.actorId,
    event.subjectType,
    event.subjectId,
    event.requestId,
    event.ipAddress,
    event.userAgent,
    sorted(event.detail),
  ]);
}

/** The database keeps an object's keys in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => [key, sorted(item)]);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1));
}
