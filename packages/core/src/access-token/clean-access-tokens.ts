import type { Services } from "../shared/use-case-context.ts";

/** How long a token is still listed after it ended. */
export const KEPT_AFTER_END_SECONDS = 86_400;

/** Few enough that no statement holds its locks for long, and that a run ends soon when the server closes. */
const BATCH_SIZE = 500;
const MAX_BATCHES = 100;

/**
 * Deletes access tokens that ended a day ago, expired or revoked: a token without a row is refused like one that was
 * revoked. What one run leaves, the next one takes.
 */
export async function cleanAccessTokens({ store, clock }: Services): Promise<void> {
  const endedBefore = new Date(clock.now().getTime() - KEPT_AFTER_END_SECONDS * 1000);
  for (const end of ["expired", "revoked"] as const) {
    for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
      if ((await store.accessTokenInventory.deleteEnded(end, endedBefore, BATCH_SIZE)) < BATCH_SIZE) break;
    }
  }
}
