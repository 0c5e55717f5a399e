const UNITS = { d: 86_400, h: 3_600, m: 60, s: 1 } as const;
type Unit = keyof typeof UNITS;
const UNIT_LETTERS: readonly Unit[] = ["d", "h", "m", "s"];

/**
 * Reads a duration such as `30d`, `2h`, `1h 30m` or plain seconds. Units fall from days to seconds, each at most once.
 * Returns whole seconds, or null for anything else.
 */
export function parseDuration(text: string): number | null {
  const trimmed = text.trim().toLowerCase();
  if (/^\d+$/.test(trimmed)) return safeSeconds(Number(trimmed));
  const match = /^(?:(\d+)d)?\s*(?:(\d+)h)?\s*(?:(\d+)m)?\s*(?:(\d+)s)?$/.exec(trimmed);
  if (!match || trimmed === "") return null;
  return safeSeconds(UNIT_LETTERS.reduce((sum, unit, index) => sum + Number(match[index + 1] ?? 0) * UNITS[unit], 0));
}

function safeSeconds(seconds: number): number | null {
  return Number.isSafeInteger(seconds) ? seconds : null;
}

/** The shortest text that `parseDuration` reads back as the same seconds: 5400 is `1h 30m`. */
export function formatDuration(seconds: number): string {
  if (seconds === 0) return "0s";
  let rest = seconds;
  const parts: string[] = [];
  for (const unit of UNIT_LETTERS) {
    const count = Math.floor(rest / UNITS[unit]);
    rest -= count * UNITS[unit];
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.join(" ");
}
