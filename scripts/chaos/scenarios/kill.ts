import { setTimeout as delay } from "node:timers/promises";
import { checkAnswers } from "../check/check-answers.ts";
import { checkInstallation } from "../check/check-installation.ts";
import type { Finding } from "../finding.ts";
import { type Ledger, mergeLedgers } from "../load/ledger.ts";
import type { Stage } from "../stage.ts";
import { countOperations, seconds } from "../summaries.ts";

/** `kill -9` of Podpass under load, again and again, each time at another moment. */
export async function kill(stage: Stage, times: number): Promise<Finding> {
  const { cluster, clients, load, database } = stage;
  await using installation = await stage.createInstallation();
  const ledgers: Ledger[] = [];
  const violations: string[] = [];
  let slowestStartMs = 0;
  for (let round = 1; round <= times; round += 1) {
    load.begin(await installation.plan(cluster, `KILL_${round}`, clients));
    await delay(stage.loadMs * (0.5 + stage.random()));
    await installation.kill();
    const ledger = await load.stop();
    ledgers.push(ledger);
    slowestStartMs = Math.max(slowestStartMs, await installation.start());
    if (round < times) violations.push(...(await checkAnswers(installation, ledger)));
  }
  const ledger = mergeLedgers(ledgers);
  violations.push(...(await checkInstallation(installation, ledger)));
  const lost = ledger.entries.filter(({ outcome }) => outcome === "unanswered").length;
  return {
    fault: `kill -9 of Podpass, ${times} times`,
    database,
    load: countOperations(ledger),
    seen: `${lost} requests were cut off in flight; back within ${seconds(slowestStartMs)}`,
    violations,
  };
}
