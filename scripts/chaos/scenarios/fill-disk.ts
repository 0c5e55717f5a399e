import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { PostgresServer } from "@podpass/testing";
import { checkInstallation } from "../check/check-installation.ts";
import type { Finding } from "../finding.ts";
import { holdsWithin } from "../holds-within.ts";
import { Installation } from "../installation.ts";
import type { SmallDisk } from "../small-disk.ts";
import type { Stage } from "../stage.ts";
import { countFailures, countOperations, seconds } from "../summaries.ts";

const RECOVERED_WITHIN_MS = 20_000;

/** The disk that the database is on fills up under load, and has room again later. */
export async function fillDisk(stage: Stage, disk: SmallDisk): Promise<Finding> {
  const { cluster, load, loadMs, database, clients } = stage;
  await using stack = new AsyncDisposableStack();
  const installation = stack.use(await install(stage, disk, stack));
  load.begin(await installation.plan(cluster, "DISK", clients));
  await delay(loadMs);
  await disk.fill();
  await delay(2 * loadMs);
  await disk.free();
  const freedAtMs = Date.now();
  const isBack = await holdsWithin(RECOVERED_WITHIN_MS, () => installation.serves(cluster));
  const recoveryMs = Date.now() - freedAtMs;
  await delay(loadMs);
  const ledger = await load.stop();
  const violations: string[] = [];
  if (!isBack) violations.push(`Not served again within ${seconds(RECOVERED_WITHIN_MS)}`);
  violations.push(...(await checkInstallation(installation, ledger)));
  return {
    fault: "The disk is full, and has room again",
    database,
    load: countOperations(ledger),
    seen: `not served: ${countFailures(ledger)}; served again ${seconds(recoveryMs)} after there was room`,
    violations,
  };
}

async function install(stage: Stage, { folder }: SmallDisk, stack: AsyncDisposableStack): Promise<Installation> {
  if (stage.database === "embedded") {
    const dataDir = join(folder, "data");
    await mkdir(dataDir, { mode: 0o700 });
    return Installation.create({ kind: "embedded", folder: dataDir }, stage.cluster);
  }
  const postgres = stack.use(await PostgresServer.start({ durable: true, parentFolder: folder }));
  return Installation.create({ kind: "postgres", url: (await postgres.createDatabase()).url }, stage.cluster);
}
