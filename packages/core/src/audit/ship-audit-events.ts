import type { ShipAuditEventsInput, ShippedAuditEvents } from "@podpass/contracts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { toAuditEventOutputs } from "./audit-event-output.ts";

/**
 * The organization's events in the order of its chain, for shipping them elsewhere: whoever goes on from `nextAfter`
 * gets every event exactly once, also those that became visible late. An event can be shipped once it is sealed, and
 * until its project's retention erases it, a day later at the earliest.
 */
export async function shipAuditEvents(ctx: UseCaseContext, input: ShipAuditEventsInput): Promise<ShippedAuditEvents> {
  ctx.authorize("audit-logs:read");
  const rows = await ctx.store.auditChains.listSealed(ctx.organizationId, {
    after: BigInt(input.after),
    take: input.limit,
  });
  const events = await toAuditEventOutputs(ctx, rows);
  const items = rows.flatMap((row, index) => {
    const event = events[index];
    return event
      ? [{ ...event, sequence: Number(row.chainSequence), hash: Buffer.from(row.chainHash).toString("hex") }]
      : [];
  });
  return { items, nextAfter: items.at(-1)?.sequence ?? input.after, isCaughtUp: rows.length < input.limit };
}
