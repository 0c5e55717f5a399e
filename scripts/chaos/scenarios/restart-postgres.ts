import { setTimeout as delay } from "node:timers/promises";
import type { PostgresServer } from "@podpass/testing";
import { checkInstallation } from "../check/check-installation.ts";
import { checkToldOfChanges } from "../check/check-told-of-changes.ts";
import type { Finding } from "../finding.ts";
import { holdsWithin } from "../holds-within.ts";
import type { Stage } from "../stage.ts";
import { countFailures, countOperations, longestMs, seconds } from "../summaries.ts";

const SIGNALS = { INT: "a fast restart", KILL: "kill -9" } as const;
/** Reconnecting takes a moment; more would be a restart of ours. */
const RECOVERED_WITHIN_MS = 10_000;

/** PostgreSQL goes and comes back while clients use Podpass, which stays. */
export async function restartPostgres(
  stage: Stage,
  postgres: PostgresServer,
  signal: keyof typeof SIGNALS,
): Promise<Finding> {
  const { cluster, load, loadMs, clients } = stage;
  await using installation = await stage.createInstallation();
  load.begin(await installation.plan(cluster, `POSTGRES_${signal}`, clients));
  await delay(loadMs);
  await postgres.restart({ signal });
  const isBackAtMs = Date.now();
  const isBack = await holdsWithin(RECOVERED_WITHIN_MS, () => installation.serves(cluster));
  const recoveryMs = Date.now() - isBackAtMs;
  const violations = installation.failure ? [] : await checkToldOfChanges(installation);
  const ledger = await load.stop();
  if (!isBack) violations.push(`Not served again within ${seconds(RECOVERED_WITHIN_MS)}`);
  const cutOff = ledger.entries.filter(({ outcome }) => typeof outcome === "string").length;
  if (cutOff > 0) violations.push(`${cutOff} requests got no answer`);
  violations.push(...(await checkInstallation(installation, ledger)));
  return {
    fault: `PostgreSQL: ${SIGNALS[signal]}`,
    database: "postgres",
    load: countOperations(ledger),
    seen: `not served: ${countFailures(ledger)}, the longest after ${seconds(longestMs(ledger))}; all served again ${seconds(recoveryMs)} after PostgreSQL was back`,
    violations,
  };
}
