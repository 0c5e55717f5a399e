import type { Services } from "../shared/use-case-context.ts";
import { savedSettings } from "./connection-settings.ts";
import type { DueConnection } from "./kubernetes-connection.repository.ts";
import { lookAtConnection } from "./look-at-connection.ts";

/** How many at a time; each takes milliseconds, or ten seconds where nobody answers. */
const BATCH_SIZE = 8;
/** Longer than any look: until then nobody else takes up the same configuration. */
const CLAIM_MS = 60_000;
/** What one run leaves, the next one takes. */
const MAX_RUN_MS = 30_000;

/**
 * Looks at the API server of every configuration that was changed since it was looked at, or not looked at for so long,
 * the oldest first. Each is taken by one replica, and by the next run when that one dies or the cluster is busy with
 * logins. A change from right to wrong is logged. The signal ends it after what is begun.
 */
export async function checkDueConnections(
  services: Services,
  { everyMinutes, signal }: { everyMinutes: number; signal: AbortSignal },
): Promise<void> {
  const startedAtMs = performance.now();
  let batch: DueConnection[];
  do {
    if (signal.aborted) return;
    const at = services.clock.now();
    batch = await services.store.kubernetesConnections.claimDue({
      at,
      checkedBefore: new Date(at.getTime() - everyMinutes * 60_000),
      claimedUntil: new Date(at.getTime() + CLAIM_MS),
      take: BATCH_SIZE,
    });
    await Promise.all(batch.map((due) => checkOne(services, due)));
  } while (batch.length === BATCH_SIZE && performance.now() - startedAtMs < MAX_RUN_MS);
}

/** Never throws: one configuration must not keep the others from being looked at. */
async function checkOne(services: Services, due: DueConnection): Promise<void> {
  const subject = { kubernetesAuthId: due.id, identityId: due.identityId };
  try {
    const settings = await savedSettings(services, due.organizationId, due);
    const report = await lookAtConnection(services, settings);
    if (!report) return;
    await services.store.kubernetesConnections.record(due, report);
    const failed = report.checks.find((check) => check.verdict === "failed");
    if (failed && due.lastFailedCheck === null) {
      services.logger.warn({ ...subject, check: failed.name, got: failed.got }, "A connection check fails");
    }
  } catch (error) {
    services.logger.error({ ...subject, err: error }, "A connection could not be checked");
  }
}
