import type {
  AuditEventOutput,
  AuditEventPage,
  AuditedProject,
  AuditFilter,
  GetAuditEventInput,
  ListAuditEventsInput,
  ProjectRef,
} from "@podpass/contracts";
import { AppError } from "../shared/app-error.ts";
import { readTimeCursor, toPage } from "../shared/cursor.ts";
import type { OpenAgain, UseCaseContext } from "../shared/use-case-context.ts";
import type { AuditEventFilter } from "./audit-event.repository.ts";
import { toAuditEventOutputs } from "./audit-event-output.ts";

const EVENTS_A_PAGE = 500;

/** The organization's audit events, newest first. */
export async function listAuditEvents(ctx: UseCaseContext, input: ListAuditEventsInput): Promise<AuditEventPage> {
  ctx.authorize("audit-logs:read");
  const filter = await toFilter(ctx, input);
  const rows = await ctx.store.audit.list(filter, readTimeCursor(input.cursor), input.limit + 1);
  const page = toPage(rows, input.limit, (row) => ({ sortValue: row.occurredAt.toISOString(), id: row.id }));
  return { nextCursor: page.nextCursor, items: await toAuditEventOutputs(ctx, page.items) };
}

/** One event, wherever in the list it is. */
export async function getAuditEvent(ctx: UseCaseContext, input: GetAuditEventInput): Promise<AuditEventOutput> {
  ctx.authorize("audit-logs:read");
  const row = await ctx.store.audit.find(ctx.organizationId, input.eventId);
  const [event] = row ? await toAuditEventOutputs(ctx, [row]) : [];
  if (!event) throw new AppError("audit.event_not_found");
  return event;
}

/**
 * What a project is called, or was last if it is deleted, to whoever reads the log: its name is in there, whether they may
 * enter it or not.
 */
export async function getAuditedProject(ctx: UseCaseContext, { projectId }: ProjectRef): Promise<AuditedProject> {
  ctx.authorize("audit-logs:read");
  const name = await ctx.store.audit.nameOfProject(ctx.organizationId, projectId);
  if (name === null) throw new AppError("project.not_found");
  return { id: projectId, name };
}

/**
 * All events that the filter lets through, newest first, in parts that are read while the ones before are taken: an
 * export of any size needs the memory of one part. Events written meanwhile are not in it. Whoever may no longer read the
 * log gets no further part.
 */
export async function exportAuditEvents(
  ctx: UseCaseContext,
  input: AuditFilter,
  openAgain: OpenAgain,
): Promise<AsyncIterable<AuditEventOutput[]>> {
  ctx.authorize("audit-logs:read");
  return readParts(openAgain, await toFilter(ctx, input));
}

async function* readParts(openAgain: OpenAgain, opened: AuditEventFilter): AsyncGenerator<AuditEventOutput[]> {
  let last: { at: Date; id: string } | null = null;
  for (;;) {
    const ctx = await openAgain();
    ctx.authorize("audit-logs:read");
    const filter = { ...opened, organizationId: ctx.organizationId };
    const rows: Awaited<ReturnType<typeof ctx.store.audit.list>> = await ctx.store.audit.list(
      filter,
      last,
      EVENTS_A_PAGE,
    );
    if (rows.length > 0) yield await toAuditEventOutputs(ctx, rows);
    const end = rows.at(-1);
    if (!end || rows.length < EVENTS_A_PAGE) return;
    last = { at: end.occurredAt, id: end.id };
  }
}

/** What the filter means in the organization: its search also means what bears such a name there. */
export async function toFilter(ctx: UseCaseContext, input: AuditFilter): Promise<AuditEventFilter> {
  const { organizationId, store } = ctx;
  const text = input.search;
  return {
    organizationId,
    action: input.action,
    actorType: input.actorType,
    outcome: input.outcome,
    search: text ? { text, named: await store.audit.named(organizationId, text) } : undefined,
    projectId: input.projectId,
    from: input.from,
    to: input.to,
  };
}
