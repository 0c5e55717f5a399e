import { z } from "zod";

const UNIT_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, y: 31_557_600_000 } as const;
const SPELLINGS: Record<string, keyof typeof UNIT_MS> = {
  "": "ms",
  ...spelled("ms", "msec", "msecs", "millisecond", "milliseconds"),
  ...spelled("s", "sec", "secs", "second", "seconds"),
  ...spelled("m", "min", "mins", "minute", "minutes"),
  ...spelled("h", "hr", "hrs", "hour", "hours"),
  ...spelled("d", "day", "days"),
  ...spelled("w", "week", "weeks"),
  ...spelled("y", "yr", "yrs", "year", "years"),
};
const FORM = /^(\d{1,15}(?:\.\d{1,6})?) ?([a-z]*)$/i;
const TEN_YEARS_MS = 10 * UNIT_MS.y;

function spelled(unit: keyof typeof UNIT_MS, ...others: string[]): Record<string, keyof typeof UNIT_MS> {
  return Object.fromEntries([unit, ...others].map((spelling) => [spelling, unit]));
}

/**
 * A length of time as clients write it, such as "1h" or "2 days", in milliseconds; null for anything else. The spellings
 * are those of the npm package `ms`, which Infisical reads them with: a bare number is milliseconds, "m" is minutes.
 */
export function windowLengthMs(text: string): number | null {
  const [, amount = "", spelling = ""] = FORM.exec(text.trim()) ?? [];
  const word = spelling.toLowerCase();
  const unit = amount !== "" && Object.hasOwn(SPELLINGS, word) ? SPELLINGS[word] : undefined;
  if (unit === undefined) return null;
  const lengthMs = Math.round(Number(amount) * UNIT_MS[unit]);
  return lengthMs > 0 && lengthMs <= TEN_YEARS_MS ? lengthMs : null;
}

/** How long a temporary role is held. */
export const WindowLength = z
  .string()
  .trim()
  .refine((text) => windowLengthMs(text) !== null, 'Must be a length of time such as "1h", at most ten years');
