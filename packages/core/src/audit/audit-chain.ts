import { createHmac, type KeyObject, timingSafeEqual } from "node:crypto";
import { DAY_MS } from "../shared/clock.ts";
import type { ErasedAuditEventRow, SealedAuditEventRow } from "./audit-chain.repository.ts";
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

/** Vouches for what a project's retention was set to, so that whoever can only write to the database has nothing erased. */
export function macOfRetention(key: KeyObject, organizationId: string, projectId: string, days: number): Buffer {
  return createHmac("sha256", key)
    .update(JSON.stringify(["retention", organizationId, projectId, days]))
    .digest();
}

/** Vouches that the event of this place was whole and in the chain when its contents were erased, and how old it was. */
export function macOfErasedEvent(
  key: KeyObject,
  previousHash: Uint8Array,
  event: Omit<ErasedAuditEventRow, "mac">,
): Buffer {
  const text = JSON.stringify([
    "erased",
    event.organizationId,
    String(event.chainSequence),
    event.id,
    event.projectId,
    event.occurredAt.toISOString(),
    event.erasedAt.toISOString(),
    event.retentionDays,
  ]);
  return createHmac("sha256", key).update(text).update(previousHash).update(event.chainHash).digest();
}

/** Whether the place holds what was put there: the event as it was written, or the proof that it was erased in time. */
export function isProven(
  key: KeyObject,
  previousHash: Uint8Array,
  place: SealedAuditEventRow | ErasedAuditEventRow,
): boolean {
  if (!("erasedAt" in place)) {
    return isSameHash(place.chainHash, hashOfEvent(key, previousHash, place.chainSequence, place));
  }
  const ageMs = place.erasedAt.getTime() - place.occurredAt.getTime();
  return ageMs >= place.retentionDays * DAY_MS && isSameHash(place.mac, macOfErasedEvent(key, previousHash, place));
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
