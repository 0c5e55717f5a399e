import type { ShipAuditEventsInput, ShippedAuditEvents } from "@podpass/contracts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { toAuditEventOutputs } from "./audit-event-output.ts";
import { toFilter } from "./list-audit-events.ts";

/** So that a call takes no longer where the filter lets hardly anything through. */
const PLACES_A_CALL = 10_000;

/**
 * The organization's events in the order of its chain, for shipping them elsewhere: whoever goes on from `nextAfter`
 * gets every event that the filter lets through exactly once, also those that became visible late. An answer may be
 * empty, and more behind it. An event can be shipped once it is sealed, and until its project's retention erases it, a
 * day later at the earliest.
 */
export async function shipAuditEvents(ctx: UseCaseContext, input: ShipAuditEventsInput): Promise<ShippedAuditEvents> {
  ctx.authorize("audit-logs:read");
  const { after, limit } = input;
  // Read first: whatever is sealed up to here is there to be read afterwards.
  const chain = await ctx.store.auditChains.find(ctx.organizationId);
  const head = Number(chain?.headSequence ?? 0);
  const begin = Math.max(after, Number(chain?.prunedSequence ?? 0));
  const end = Math.max(after, Math.min(head, begin + PLACES_A_CALL));
  const rows = await ctx.store.audit.listInChain(await toFilter(ctx, input), {
    after: BigInt(after),
    upTo: BigInt(end),
    take: limit,
  });
  const events = await toAuditEventOutputs(ctx, rows);
  const items = rows.flatMap((row, index) => {
    const event = events[index];
    return event
      ? [{ ...event, sequence: Number(row.chainSequence), hash: Buffer.from(row.chainHash).toString("hex") }]
      : [];
  });
  const last = items.at(-1);
  const nextAfter = last && items.length === limit ? last.sequence : end;
  return { items, nextAfter, isCaughtUp: nextAfter >= head };
}
