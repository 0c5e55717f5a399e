const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "2 d 3 h left", "3 h 12 min left", within the last hour "12:05 left"; "ended" from the moment on. */
export function formatTimeLeft(until: Date, now: Date): string {
  const leftMs = until.getTime() - now.getTime();
  if (leftMs <= 0) return "ended";
  if (leftMs >= DAY_MS) return `${Math.floor(leftMs / DAY_MS)} d ${Math.floor((leftMs % DAY_MS) / HOUR_MS)} h left`;
  const minutes = Math.floor((leftMs % HOUR_MS) / MINUTE_MS);
  if (leftMs >= HOUR_MS) return `${Math.floor(leftMs / HOUR_MS)} h ${minutes} min left`;
  // Rounded up, so that it never says 0:00 while the role is still held.
  const seconds = Math.ceil(leftMs / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} left`;
}
