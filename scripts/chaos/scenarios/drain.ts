import { setTimeout as delay } from "node:timers/promises";
import { checkInstallation } from "../check/check-installation.ts";
import type { Finding } from "../finding.ts";
import type { Stage } from "../stage.ts";
import { countOperations, seconds } from "../summaries.ts";

const CLOSED_WITHIN_MS = 15_000;

/** SIGTERM while clients send on connections that stay open: every request that was taken is answered. */
export async function drain(stage: Stage): Promise<Finding> {
  const { cluster, load, loadMs, database, clients } = stage;
  await using installation = await stage.createInstallation();
  load.begin(await installation.plan(cluster, "DRAIN", clients));
  await delay(loadMs);
  const askedAtMs = Date.now();
  await installation.stop();
  const closedMs = Date.now() - askedAtMs;
  const ledger = await load.stop();
  await installation.start();
  const cutOff = ledger.entries.filter(({ outcome }) => outcome === "unanswered").length;
  const after = ledger.entries.filter(({ endedAtMs, outcome }) => endedAtMs >= askedAtMs && outcome === 200).length;
  const refused = ledger.entries.filter(({ outcome }) => outcome === "refused").length;
  const faults = ledger.entries.filter(({ outcome }) => typeof outcome === "number" && outcome >= 500).length;
  const violations = await checkInstallation(installation, ledger);
  if (cutOff > 0) violations.push(`${cutOff} requests in flight were cut off`);
  if (faults > 0) violations.push(`${faults} requests were answered with a fault`);
  if (closedMs > CLOSED_WITHIN_MS) violations.push(`Closing took ${seconds(closedMs)}`);
  return {
    fault: "SIGTERM",
    database,
    load: countOperations(ledger),
    seen: `${after} requests were still answered, none cut off, ${refused} refused a connection; closed after ${seconds(closedMs)}`,
    violations,
  };
}
