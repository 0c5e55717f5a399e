import { setTimeout as delay } from "node:timers/promises";
import { checkInstallation } from "../check/check-installation.ts";
import type { ClusterLink } from "../cluster-link.ts";
import type { Finding } from "../finding.ts";
import { holdsWithin } from "../holds-within.ts";
import type { Ledger } from "../load/ledger.ts";
import type { Stage } from "../stage.ts";
import { countOperations, longestMs, seconds } from "../summaries.ts";

const WAYS = {
  cut: "killed, and started again",
  hold: "hangs for a while",
} as const;
/** The circuit breaker tries again every few seconds. */
const RECOVERED_WITHIN_MS = 20_000;

/** The cluster's API server is gone or hangs: logins are told so, and whoever has a token notices nothing. */
export async function loseCluster(stage: Stage, link: ClusterLink, way: keyof typeof WAYS): Promise<Finding> {
  const { load, loadMs, database, clients } = stage;
  await using installation = await stage.createInstallation();
  load.begin(await installation.plan(link.cluster, `CLUSTER_${way}`, clients));
  await delay(loadMs);
  const lostAtMs = Date.now();
  await link[way]();
  await delay(2 * loadMs);
  const restoredAtMs = Date.now();
  await link.restore();
  const isBack = await holdsWithin(RECOVERED_WITHIN_MS, () => installation.serves(link.cluster));
  const recoveryMs = Date.now() - restoredAtMs;
  const ledger = await load.stop();
  const violations = othersAffected(ledger);
  if (!isBack) violations.push(`No login within ${seconds(RECOVERED_WITHIN_MS)}`);
  violations.push(...(await checkInstallation(installation, ledger)));
  const refused = ledger.entries.filter(({ outcome, sentAtMs }) => outcome === 503 && sentAtMs >= lostAtMs).length;
  return {
    fault: `Kubernetes API server: ${WAYS[way]}`,
    database,
    load: countOperations(ledger),
    seen: `${refused} logins were answered 503, the longest after ${seconds(longestMs(ledger))}; logins again ${seconds(recoveryMs)} after it was back`,
    violations,
  };
}

function othersAffected({ entries }: Ledger): string[] {
  const others = entries.filter(
    ({ operation, outcome }) => operation !== "login" && typeof outcome === "number" && outcome >= 500,
  );
  return others.length === 0 ? [] : [`${others.length} requests that ask no cluster were not served`];
}
