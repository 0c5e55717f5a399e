import { setTimeout as delay } from "node:timers/promises";

const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 15_000;
/** Once work has gone well for this long, earlier failures no longer count. */
const STEADY_MS = 60_000;

/** Does the work, and again with growing pauses when it fails or ends, until the signal. */
export async function untilStopped(
  signal: AbortSignal,
  onError: (error: unknown) => void,
  work: () => Promise<void>,
): Promise<void> {
  let pauseMs = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    const startedAtMs = performance.now();
    try {
      await work();
    } catch (error) {
      if (!signal.aborted) onError(error);
    }
    if (performance.now() - startedAtMs > STEADY_MS) pauseMs = FIRST_PAUSE_MS;
    // Rejects only when the signal is aborted, which ends the loop.
    await delay(pauseMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {});
    pauseMs = Math.min(MAX_PAUSE_MS, pauseMs * 2);
  }
}
