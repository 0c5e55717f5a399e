const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

const HOURS_OF_PERIOD = { hour: 1, day: 24, week: 7 * 24, month: 30 * 24 } as const;
export const AUDIT_PERIODS = ["hour", "day", "week", "month"] as const satisfies (keyof typeof HOURS_OF_PERIOD)[];
export type AuditPeriod = (typeof AUDIT_PERIODS)[number];

export const PERIOD_OPTIONS: readonly { value: AuditPeriod; label: string }[] = [
  { value: "hour", label: "Last hour" },
  { value: "day", label: "Last 24 hours" },
  { value: "week", label: "Last 7 days" },
  { value: "month", label: "Last 30 days" },
];

/** When the period begins, to the minute, so that asking again within it is the same question. RFC 3339. */
export function beginOfPeriod(period: AuditPeriod, now: Date): string {
  const minute = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  return new Date(minute - HOURS_OF_PERIOD[period] * HOUR_MS).toISOString();
}
