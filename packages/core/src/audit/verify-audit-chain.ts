import type { AuditChainProblem, AuditChainReport } from "@podpass/contracts";
import type { Services, UseCaseContext } from "../shared/use-case-context.ts";
import { isProven, isSameHash, macOfEnds } from "./audit-chain.ts";
import { type OpenAuditChain, openAuditChain } from "./audit-chain-key.ts";
import { type ChainPlace, listChainPlaces } from "./chain-places.ts";

const PLACES_A_PAGE = 1000;
/** Enough to see where it went wrong; the count says how often. */
const PROBLEMS_SHOWN = 100;

/** `verifyChainOf` for the caller's organization, by whoever may read its audit log. */
export async function verifyAuditChain(ctx: UseCaseContext): Promise<AuditChainReport> {
  ctx.authorize("audit-logs:read");
  return verifyChainOf(ctx, ctx.organizationId);
}

/**
 * Recomputes an organization's chain from its first kept event to its head, and reports every event that was altered,
 * removed or slipped in. One that its project's retention erased is neither, as long as the server's word for it holds. A
 * database that was put back to an earlier state as a whole looks like that state: whoever
 * must notice that notes the head elsewhere and finds it again in a later report.
 */
export async function verifyChainOf(services: Services, organizationId: string): Promise<AuditChainReport> {
  const { auditChains } = services.store;
  const chain = await openAuditChain(services.store, services.secretBox, organizationId);
  const unsealedCount = await auditChains.countUnsealed(organizationId);
  if (!chain) return { ...NOTHING_SEALED, organizationId, unsealedCount };
  const walk = new ChainWalk(organizationId, chain);
  const { prunedSequence, headSequence } = chain.ends;
  let position = prunedSequence;
  let page: ChainPlace[];
  do {
    const range = { after: position, upTo: headSequence, take: PLACES_A_PAGE };
    page = await listChainPlaces(services.store, organizationId, range);
    for (const place of page) walk.step(place);
    position = page.at(-1)?.chainSequence ?? position;
  } while (page.length === PLACES_A_PAGE);
  for (const event of await auditChains.listBehindHead(organizationId, PROBLEMS_SHOWN)) walk.reportInserted(event);
  const findings = walk.finish();
  const newest = await openAuditChain(services.store, services.secretBox, organizationId);
  // Old events left while we walked: begin where the chain begins now.
  if (!findings.isIntact && newest?.ends.prunedSequence !== prunedSequence)
    return verifyChainOf(services, organizationId);
  return { ...findings, organizationId, unsealedCount };
}

type ChainFindings = Omit<AuditChainReport, "organizationId" | "unsealedCount">;

const NOTHING_SEALED: ChainFindings = {
  isIntact: true,
  checkedCount: 0,
  erasedCount: 0,
  firstSequence: 1,
  headSequence: 0,
  headHash: null,
  problemCount: 0,
  problems: [],
};

/** Goes along a chain place by place and keeps what it found. */
class ChainWalk {
  private readonly chain: OpenAuditChain;
  private readonly problems: AuditChainProblem[] = [];
  private problemCount = 0;
  private checkedCount = 0;
  private erasedCount = 0;
  private sequence: bigint;
  /** Null where the event before is gone: nothing proves the next one then. */
  private previousHash: Uint8Array | null;

  constructor(organizationId: string, chain: OpenAuditChain) {
    this.chain = chain;
    this.sequence = chain.ends.prunedSequence;
    this.previousHash = chain.ends.prunedHash;
    if (!isSameHash(chain.mac, macOfEnds(chain.key, organizationId, chain.ends))) this.reportEnds();
  }

  step(place: ChainPlace): void {
    const at = { sequence: Number(place.chainSequence), eventId: place.id };
    this.checkedCount += 1;
    if ("erasedAt" in place) this.erasedCount += 1;
    this.skipTo(place.chainSequence - 1n);
    if (this.previousHash === null) {
      this.report({ kind: "unproven", ...at });
    } else if (!isProven(this.chain.key, this.previousHash, place)) {
      this.report({ kind: "altered", ...at });
    }
    this.sequence = place.chainSequence;
    this.previousHash = place.chainHash;
  }

  /** An event behind the head: nobody put it there who knows the key. */
  reportInserted(event: { id: string; chainSequence: bigint }): void {
    this.report({ kind: "inserted", sequence: Number(event.chainSequence), eventId: event.id });
  }

  /** Goes on to the head: what is missing behind the last event was removed as well. */
  finish(): ChainFindings {
    const { prunedSequence, headSequence, headHash } = this.chain.ends;
    this.skipTo(headSequence);
    if (this.previousHash && !isSameHash(this.previousHash, headHash)) this.reportEnds();
    return {
      isIntact: this.problemCount === 0,
      checkedCount: this.checkedCount,
      erasedCount: this.erasedCount,
      firstSequence: Number(prunedSequence + 1n),
      headSequence: Number(headSequence),
      headHash: Buffer.from(headHash).toString("hex"),
      problemCount: this.problemCount,
      problems: this.problems,
    };
  }

  private reportEnds(): void {
    this.report({ kind: "ends_altered", sequence: Number(this.chain.ends.headSequence), eventId: null });
  }

  private report(problem: AuditChainProblem): void {
    this.problemCount += 1;
    if (this.problems.length < PROBLEMS_SHOWN) this.problems.push(problem);
  }

  private skipTo(sequence: bigint): void {
    if (this.sequence >= sequence) return;
    const missing = sequence - this.sequence;
    // By arithmetic: whoever alters a number could otherwise keep this counting for ever.
    this.problemCount += Number(missing);
    const room = BigInt(PROBLEMS_SHOWN - this.problems.length);
    for (let index = 1n; index <= missing && index <= room; index += 1n) {
      this.problems.push({ kind: "removed", sequence: Number(this.sequence + index), eventId: null });
    }
    this.sequence = sequence;
    this.previousHash = null;
  }
}
