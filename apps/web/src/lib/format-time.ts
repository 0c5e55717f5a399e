const STEPS: readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const absolute = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "long" });

/** "3 hours ago", "in 2 days"; under a minute, "just now" or "in less than a minute". Rounds towards now. */
export function formatRelativeTime(at: Date, now: Date): string {
  const seconds = Math.trunc((at.getTime() - now.getTime()) / 1000);
  for (const [unit, unitSeconds] of STEPS) {
    if (Math.abs(seconds) >= unitSeconds) return relative.format(Math.trunc(seconds / unitSeconds), unit);
  }
  return seconds > 0 ? "in less than a minute" : "just now";
}

/** Date and time to the second with the time zone, for where the exact moment matters. */
export function formatAbsoluteTime(at: Date): string {
  return absolute.format(at);
}
