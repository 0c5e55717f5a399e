import { setTimeout as delay } from "node:timers/promises";

const POLL_MS = 50;

/** Whether something comes true within so many milliseconds; what throws is not true yet. */
export async function holdsWithin(ms: number, holds: () => Promise<boolean>): Promise<boolean> {
  const deadline = performance.now() + ms;
  while (performance.now() < deadline) {
    if (await holds().catch(() => false)) return true;
    await delay(POLL_MS);
  }
  return false;
}
