import { DAY_MS } from "../shared/clock.ts";
import type { Services } from "../shared/use-case-context.ts";

/** The most refusals that an organization keeps, whatever the retention: the oldest go first. */
const KEPT_REFUSALS = { stranger: 20_000, proven: 50_000 } as const;

/** Few enough that no statement holds its locks for long, and that a run ends soon when the server closes. */
const BATCH_SIZE = 1_000;
const MAX_BATCHES = 100;

interface Limits {
  retentionDays: number;
  kept?: { stranger: number; proven: number };
}

/** Deletes login attempts that are past their time or beyond the cap; what one run leaves, the next one takes. */
export async function pruneLoginAttempts(
  { store, clock }: Services,
  { retentionDays, kept = KEPT_REFUSALS }: Limits,
): Promise<void> {
  const oldest = new Date(clock.now().getTime() - retentionDays * DAY_MS);
  await inBatches(() => store.loginAttempts.deleteBefore(oldest, BATCH_SIZE));
  for (const organizationId of await store.organizations.listIds()) {
    const { loginAttempts } = store;
    await inBatches(() => loginAttempts.deleteRefusalsBeyond(organizationId, false, kept.stranger, BATCH_SIZE));
    await inBatches(() => loginAttempts.deleteRefusalsBeyond(organizationId, true, kept.proven, BATCH_SIZE));
  }
  await store.loginAttempts.deleteOverflowsBefore(oldest);
}

async function inBatches(deleteBatch: () => Promise<number>): Promise<void> {
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    if ((await deleteBatch()) < BATCH_SIZE) return;
  }
}

/** Stores how many refusals this process counted and did not write down. What cannot be stored is tried again. */
export async function storeRefusedLogins({ store, refusedLoginBudget }: Services): Promise<void> {
  await refusedLoginBudget.drain((overflow) => store.loginAttempts.addOverflow(overflow));
}
