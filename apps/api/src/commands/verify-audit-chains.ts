import type { AuditChainReport } from "@podpass/contracts";
import { type Services, verifyChainOf } from "@podpass/core";

const HEAD = /^(\d{1,15}):([0-9a-f]{64})$/;

/** What a run found, in lines for a terminal. */
export interface AuditVerification {
  lines: string[];
  isIntact: boolean;
}

/**
 * Checks every organization's chain, and that each head that was noted earlier is still in one.
 * @throws Error when a noted head is not `SEQUENCE:HASH`.
 */
export async function verifyAuditChains(
  services: Services,
  notedHeads: readonly string[] = [],
): Promise<AuditVerification> {
  const heads = notedHeads.map(parseHead);
  const lines: string[] = [];
  let isIntact = true;
  for (const organizationId of await services.store.auditChains.listOrganizations()) {
    const report = await verifyChainOf(services, organizationId);
    lines.push(...linesOf(report));
    isIntact &&= report.isIntact;
  }
  for (const head of heads) {
    const isThere = await services.store.auditChains.hasSealed(head.sequence, head.hash);
    lines.push(`${isThere ? "✓" : "✗"} the noted head ${head.text} is ${isThere ? "still there" : "gone"}`);
    isIntact &&= isThere;
  }
  if (lines.length === 0) lines.push("No audit event is in a chain yet.");
  return { lines, isIntact };
}

function parseHead(text: string): { text: string; sequence: bigint; hash: Uint8Array } {
  const [, sequence, hash] = HEAD.exec(text) ?? [];
  if (!sequence || !hash)
    throw new Error(`${text} is no head of a chain: write SEQUENCE:HASH, as an earlier run printed`);
  return { text, sequence: BigInt(sequence), hash: Buffer.from(hash, "hex") };
}

function linesOf(report: AuditChainReport): string[] {
  const { organizationId, isIntact, checkedCount, erasedCount, unsealedCount, problemCount, problems } = report;
  const kept = report.firstSequence > 1 ? `, older than event ${report.firstSequence} removed by retention` : "";
  const erased = erasedCount > 0 ? `, ${erasedCount} erased by the retention of their projects` : "";
  const waiting = unsealedCount > 0 ? `, ${unsealedCount} not in the chain yet` : "";
  const verdict = isIntact ? "intact" : `${problemCount} problems`;
  return [
    `${isIntact ? "✓" : "✗"} organization ${organizationId}: ${checkedCount} events, ${verdict}${kept}${erased}${waiting}`,
    `  head ${report.headSequence}:${report.headHash ?? ""}`,
    ...problems.map(({ kind, sequence, eventId }) => `  ${kind} at ${sequence}${eventId ? ` (event ${eventId})` : ""}`),
  ];
}
