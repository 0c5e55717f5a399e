import type { Services } from "../shared/use-case-context.ts";
import { LONGEST_COUNT_SECONDS } from "../sign-in/attempt-limits.ts";

/** Removes what is over: sessions, sign-ins that were not finished, links of resets, counts of attempts. */
export async function pruneSessions({ store, clock, sessionLimits }: Services): Promise<void> {
  const now = clock.now();
  await store.attempts.prune(new Date(now.getTime() - LONGEST_COUNT_SECONDS * 1000), now);
  await store.challenges.prune(now);
  await store.passwordResets.prune(now);
  await store.sessions.prune(new Date(now.getTime() - sessionLimits.idleSeconds * 1000), now);
}
