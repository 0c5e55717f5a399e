const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "2 d 3 h left", "3 h 12 min left", within the last hour "12:05 left"; "ended" from the moment on. */
export function formatTimeLeft(until: Date, now: Date): string {
  const leftMs = until.getTime() - now.getTime();
  return leftMs <= 0 ? "ended" : `${formatSpan(leftMs)} left`;
}

/** "starts in 2 d 3 h", and so on as `formatTimeLeft`; for a moment that is to come. */
export function formatTimeToStart(startsAt: Date, now: Date): string {
  return `starts in ${formatSpan(startsAt.getTime() - now.getTime())}`;
}

function formatSpan(ms: number): string {
  if (ms >= DAY_MS) return `${Math.floor(ms / DAY_MS)} d ${Math.floor((ms % DAY_MS) / HOUR_MS)} h`;
  if (ms >= HOUR_MS) return `${Math.floor(ms / HOUR_MS)} h ${Math.floor((ms % HOUR_MS) / MINUTE_MS)} min`;
  // Rounded up, so that it never says 0:00 before the moment has come.
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
