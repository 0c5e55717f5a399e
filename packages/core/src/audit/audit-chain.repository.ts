import { Prisma } from "@podpass/prisma";
import type { Db } from "../shared/store.ts";
import type { ChainEnds } from "./audit-chain.ts";
import type { AuditEventRow } from "./audit-event.repository.ts";

interface AuditChainRow extends ChainEnds {
  organizationId: string;
  encryptedKey: Uint8Array<ArrayBuffer>;
  mac: Uint8Array;
}

/** An event at its place in the chain. */
export interface SealedAuditEventRow extends AuditEventRow {
  chainSequence: bigint;
  chainHash: Uint8Array;
}

/** Where an event was whose contents are gone. */
export interface ErasedAuditEventRow {
  organizationId: string;
  chainSequence: bigint;
  id: string;
  projectId: string;
  occurredAt: Date;
  erasedAt: Date;
  /** Of the project when it was erased. */
  retentionDays: number;
  chainHash: Uint8Array;
  mac: Uint8Array;
}

export interface Seal {
  eventId: string;
  sequence: bigint;
  hash: Uint8Array;
}

const eventColumns = Prisma.sql`
  id, organization_id AS "organizationId", project_id AS "projectId", occurred_at AS "occurredAt", action,
  actor_type AS "actorType", actor_id AS "actorId", subject_type AS "subjectType", subject_id AS "subjectId",
  request_id AS "requestId", ip_address AS "ipAddress", user_agent AS "userAgent", detail`;

/** Which places of a chain: those behind `after`, in its order, `upTo` one when it is given. */
interface PlaceRange {
  after: bigint;
  upTo?: bigint | undefined;
  take: number;
}

const bytes = (value: Uint8Array) => Uint8Array.from(value);

export function auditChainRepository(db: Db) {
  return {
    /** Organizations with events that are not sealed yet. */
    async listOrganizationsToSeal(take: number): Promise<string[]> {
      const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
        SELECT o.id FROM organizations o
        WHERE EXISTS (SELECT FROM audit_events e WHERE e.organization_id = o.id AND e.chain_sequence IS NULL)
        LIMIT ${take}::int`);
      return rows.map((row) => row.id);
    },

    async listOrganizations(): Promise<string[]> {
      const rows = await db.auditChain.findMany({
        orderBy: { organizationId: "asc" },
        select: { organizationId: true },
      });
      return rows.map((row) => row.organizationId);
    },

    find(organizationId: string): Promise<AuditChainRow | null> {
      return db.auditChain.findUnique({
        where: { organizationId },
        select: {
          organizationId: true,
          encryptedKey: true,
          prunedSequence: true,
          prunedHash: true,
          headSequence: true,
          headHash: true,
          mac: true,
        },
      });
    },

    /** Makes the chain unless another process just did. */
    async insert(row: AuditChainRow): Promise<void> {
      const { prunedHash, headHash, mac, ...rest } = row;
      const data = { ...rest, prunedHash: bytes(prunedHash), headHash: bytes(headHash), mac: bytes(mac) };
      await db.auditChain.createMany({ data: [data], skipDuplicates: true });
    },

    /** Takes the chain for adding to it; false when another process has it or it does not exist. */
    async tryLock(organizationId: string): Promise<boolean> {
      const rows = await db.$queryRaw<unknown[]>(Prisma.sql`
        SELECT 1 FROM audit_chains WHERE organization_id = ${organizationId}::uuid FOR NO KEY UPDATE SKIP LOCKED`);
      return rows.length === 1;
    },

    /** Takes the chain for shortening it, when whoever adds to it or erases in it is done. */
    async lock(organizationId: string): Promise<void> {
      await db.$queryRaw`
        SELECT 1 FROM audit_chains WHERE organization_id = ${organizationId}::uuid FOR UPDATE`;
    },

    /** Keeps the chain from being shortened until the transaction ends, and lets it grow: nobody who seals waits. */
    async lockStart(organizationId: string): Promise<void> {
      await db.$queryRaw`
        SELECT 1 FROM audit_chains WHERE organization_id = ${organizationId}::uuid FOR KEY SHARE`;
    },

    async moveEnds(organizationId: string, ends: ChainEnds, mac: Uint8Array): Promise<void> {
      const { prunedSequence, headSequence } = ends;
      await db.auditChain.update({
        where: { organizationId },
        data: {
          prunedSequence,
          prunedHash: bytes(ends.prunedHash),
          headSequence,
          headHash: bytes(ends.headHash),
          mac: bytes(mac),
        },
        select: { organizationId: true },
      });
    },

    /** In no order: sorting would read the whole table's index before the few rows that matter. */
    listUnsealed(organizationId: string, take: number): Promise<AuditEventRow[]> {
      return db.$queryRaw<AuditEventRow[]>(Prisma.sql`
        SELECT ${eventColumns} FROM audit_events
        WHERE organization_id = ${organizationId}::uuid AND chain_sequence IS NULL
        LIMIT ${take}::int`);
    },

    countUnsealed(organizationId: string): Promise<number> {
      return db.auditEvent.count({ where: { organizationId, chainSequence: null } });
    },

    async seal(seals: readonly Seal[]): Promise<void> {
      const ids = seals.map((seal) => seal.eventId);
      const sequences = seals.map((seal) => seal.sequence);
      const hashes = seals.map((seal) => Buffer.from(seal.hash).toString("hex"));
      await db.$executeRaw(Prisma.sql`
        UPDATE audit_events e SET chain_sequence = s.sequence, chain_hash = decode(s.hash, 'hex')
        FROM unnest(${ids}::uuid[], ${sequences}::bigint[], ${hashes}::text[]) AS s(id, sequence, hash)
        WHERE e.id = s.id`);
    },

    /** In the order of the chain. */
    listSealed(organizationId: string, { after, upTo, take }: PlaceRange): Promise<SealedAuditEventRow[]> {
      return db.$queryRaw<SealedAuditEventRow[]>(Prisma.sql`
        SELECT ${eventColumns}, chain_sequence AS "chainSequence", chain_hash AS "chainHash" FROM audit_events
        WHERE organization_id = ${organizationId}::uuid AND chain_sequence > ${after}::bigint
          AND (${upTo ?? null}::bigint IS NULL OR chain_sequence <= ${upTo ?? null}::bigint)
        ORDER BY chain_sequence LIMIT ${take}::int`);
    },

    /** In the order of the chain. */
    listErased(organizationId: string, { after, upTo, take }: PlaceRange): Promise<ErasedAuditEventRow[]> {
      return db.erasedAuditEvent.findMany({
        where: { organizationId, chainSequence: { gt: after, ...(upTo === undefined ? {} : { lte: upTo }) } },
        orderBy: { chainSequence: "asc" },
        take,
      });
    },

    /** Leaves of each event its place. */
    async erase(organizationId: string, places: readonly ErasedAuditEventRow[]): Promise<void> {
      const data = places.map((place) => ({ ...place, chainHash: bytes(place.chainHash), mac: bytes(place.mac) }));
      await db.erasedAuditEvent.createMany({ data });
      await db.auditEvent.deleteMany({ where: { organizationId, id: { in: places.map(({ id }) => id) } } });
    },

    /** Whether an event with this hash is, or was until it was erased, at this place of any chain. */
    async hasSealed(sequence: bigint, hash: Uint8Array): Promise<boolean> {
      // Chain by chain, as the indexes are; the place last, so that an event erased in between is found as one.
      const event = await db.$queryRaw<unknown[]>`
        SELECT 1 FROM audit_chains c
        JOIN audit_events e ON e.organization_id = c.organization_id AND e.chain_sequence = ${sequence}::bigint
        WHERE e.chain_hash = ${bytes(hash)} LIMIT 1`;
      if (event.length > 0) return true;
      const place = await db.$queryRaw<unknown[]>`
        SELECT 1 FROM audit_chains c
        JOIN erased_audit_events e ON e.organization_id = c.organization_id AND e.chain_sequence = ${sequence}::bigint
        WHERE e.chain_hash = ${bytes(hash)} LIMIT 1`;
      return place.length > 0;
    },

    /** Events that claim a place behind the head as it is at this moment: there are none in a sound chain. */
    listBehindHead(organizationId: string, take: number): Promise<{ id: string; chainSequence: bigint }[]> {
      return db.$queryRaw<{ id: string; chainSequence: bigint }[]>(Prisma.sql`
        SELECT e.id, e.chain_sequence AS "chainSequence" FROM audit_events e
        JOIN audit_chains c ON c.organization_id = e.organization_id
        WHERE e.organization_id = ${organizationId}::uuid AND e.chain_sequence > c.head_sequence
        ORDER BY e.chain_sequence LIMIT ${take}::int`);
    },

    async deleteUpTo(organizationId: string, sequence: bigint): Promise<number> {
      const where = { organizationId, chainSequence: { lte: sequence } };
      const events = await db.auditEvent.deleteMany({ where });
      const erased = await db.erasedAuditEvent.deleteMany({ where });
      return events.count + erased.count;
    },
  };
}
