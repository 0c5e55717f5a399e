import type { AuditEventPage, ListAuditEventsInput } from "@podpass/contracts";
import { z } from "zod";
import { readTimeCursor, toPage } from "../shared/cursor.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

const Detail = z.record(z.string(), z.unknown());

/** The organization's audit events, newest first. */
export async function listAuditEvents(ctx: UseCaseContext, input: ListAuditEventsInput): Promise<AuditEventPage> {
  ctx.authorize("audit-logs:read");
  const rows = await ctx.store.audit.list({
    organizationId: ctx.organizationId,
    action: input.action,
    requestId: input.requestId || undefined,
    before: readTimeCursor(input.cursor),
    take: input.limit + 1,
  });
  const page = toPage(rows, input.limit, (row) => ({ sortValue: row.occurredAt.toISOString(), id: row.id }));
  const names = await ctx.store.audit.namesOf([...new Set(page.items.flatMap((row) => row.actorId ?? []))]);
  return {
    nextCursor: page.nextCursor,
    items: page.items.map(({ actorType, actorId, subjectType, subjectId, detail, ...row }) => ({
      ...row,
      actor: { type: actorType, id: actorId, name: actorId === null ? null : (names.get(actorId) ?? null) },
      subject: { type: subjectType, id: subjectId },
      detail: Detail.parse(detail),
    })),
  };
}
