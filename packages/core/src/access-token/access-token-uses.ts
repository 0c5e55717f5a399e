import type { Services } from "../shared/use-case-context.ts";

/** When and from where a token was last used. */
export interface AccessTokenUse {
  id: string;
  at: Date;
  ipAddress: string;
}

/** The newest use of each token since they were last taken, in this process. Costs a request no write and no wait. */
export interface AccessTokenUses {
  note(use: AccessTokenUse): void;
  /** Hands out everything and begins anew. */
  take(): AccessTokenUse[];
  /** Takes back what could not be stored; what was noted since is newer. */
  giveBack(uses: readonly AccessTokenUse[]): void;
}

/** Bounds the memory; a token beyond it is noted after the next time they are taken. */
const MAX_TOKENS = 50_000;

export function createAccessTokenUses(): AccessTokenUses {
  let newest = new Map<string, AccessTokenUse>();
  return {
    note(use) {
      if (newest.size < MAX_TOKENS || newest.has(use.id)) newest.set(use.id, use);
    },
    giveBack(uses) {
      for (const use of uses) if (newest.size < MAX_TOKENS && !newest.has(use.id)) newest.set(use.id, use);
    },
    take() {
      const taken = [...newest.values()];
      newest = new Map();
      return taken;
    },
  };
}

const BATCH_SIZE = 500;

/**
 * Writes down when this process's tokens were last used: one write a token however often it was. What could not be written
 * is tried again the next time.
 */
export async function storeAccessTokenUses({ store, accessTokenUses }: Services): Promise<void> {
  const uses = accessTokenUses.take();
  for (let start = 0; start < uses.length; start += BATCH_SIZE) {
    try {
      await store.accessTokens.storeUses(uses.slice(start, start + BATCH_SIZE));
    } catch (error) {
      accessTokenUses.giveBack(uses.slice(start));
      throw error;
    }
  }
}
