import { AuditAction, AuditActorType, type AuditFilter, AuditOutcome } from "@podpass/contracts";
import { z } from "zod";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

const HOURS_OF_PERIOD = { hour: 1, day: 24, week: 7 * 24, month: 30 * 24 } as const;
type NamedPeriod = keyof typeof HOURS_OF_PERIOD;

const Period = z.enum(["hour", "day", "week", "month", "custom"]);
export type AuditPeriod = z.output<typeof Period>;

const Instant = z.iso.datetime().optional().catch(undefined);

/** What the audit log keeps in its URL. */
export const AuditLogSearch = z.object({
  action: AuditAction.optional().catch(undefined),
  /** What kind of actor acted. */
  actor: AuditActorType.optional().catch(undefined),
  outcome: AuditOutcome.optional().catch(undefined),
  search: z.string().optional().catch(undefined),
  /** Id of the project that the events are of. */
  project: z.uuid().optional().catch(undefined),
  period: Period.optional().catch(undefined),
  /** Count with the period "custom" alone. */
  from: Instant,
  to: Instant,
  trail: z.array(z.string()).optional().catch(undefined),
  /** Id of the event whose details are open. */
  event: z.string().optional().catch(undefined),
});
export type AuditLogSearch = z.output<typeof AuditLogSearch>;

/** The filter of the list procedure, and of the export, for that URL. */
export function auditFilterOf(search: AuditLogSearch, now: Date): z.input<typeof AuditFilter> {
  const { action, actor, outcome, period, project } = search;
  const filter = { action, actorType: actor, outcome, search: search.search || undefined, projectId: project };
  if (period === undefined) return filter;
  if (period === "custom") return { ...filter, from: search.from, to: search.to };
  return { ...filter, from: beginOfPeriod(period, now) };
}

export function isFiltered({ action, actor, outcome, search, project, period }: AuditLogSearch): boolean {
  return [action, actor, outcome, search, project, period].some(Boolean);
}

/** Whether the range of the URL ends before it begins, and so has nothing in it. */
export function isReversed({ from, to }: AuditLogSearch): boolean {
  return from !== undefined && to !== undefined && new Date(to) <= new Date(from);
}

/** When the period begins, to the minute, so that asking again within it is the same question. RFC 3339. */
function beginOfPeriod(period: NamedPeriod, now: Date): string {
  const minute = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  return new Date(minute - HOURS_OF_PERIOD[period] * HOUR_MS).toISOString();
}
