import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type { PodpassServer } from "@podpass/testing";
import pg from "pg";
import { RestClient } from "../../lab/rest-client.ts";
import { checkInstallation } from "../check/check-installation.ts";
import type { Finding } from "../finding.ts";
import type { Installation } from "../installation.ts";
import type { Stage } from "../stage.ts";
import { countOperations, seconds } from "../summaries.ts";

/** What becomes of the other replica. */
const WAYS = {
  killed: "killed",
  stopped: "stopped (SIGSTOP), and going on later",
  deaf: "without its listening connection",
} as const;
/** 3 seconds are waited for a replica that is silent; the rest is for a busy machine. */
const ACKNOWLEDGED_WITHIN_MS = 8_000;

/** One of two replicas is lost: revocations on the other are still acknowledged, and hold on both. */
export async function loseReplica(stage: Stage, way: keyof typeof WAYS): Promise<Finding> {
  const { cluster, load, loadMs, clients } = stage;
  await using installation = await stage.createInstallation();
  await using other = await installation.startReplica();
  const plan = await installation.plan(cluster, `REPLICA_${way}`, clients);
  const token = await installation.logIn(cluster);
  for (const url of [installation.url, other.url, other.url]) await installation.readStatus(url, token);
  load.begin({ ...plan, urls: way === "deaf" ? [installation.url, other.url] : [installation.url] });
  await delay(loadMs);
  await lose(other, installation, way);
  const revokedAt = performance.now();
  await new RestClient(installation.url).send("POST", "/api/v1/auth/token/revoke", {
    accessToken: token.jwts[0],
  });
  token.revocations.acknowledged = 1;
  const acknowledgedMs = performance.now() - revokedAt;
  const violations: string[] = [];
  if (acknowledgedMs > ACKNOWLEDGED_WITHIN_MS) violations.push(`A revocation took ${seconds(acknowledgedMs)}`);
  const urls = way === "killed" ? [installation.url] : [installation.url, other.url];
  if (way === "stopped") other.process.kill("SIGCONT");
  for (const url of urls) {
    if ((await installation.readStatus(url, token)) === 200) violations.push("A revoked token was let in");
  }
  await delay(loadMs);
  const ledger = await load.stop();
  await other.close();
  violations.push(...(await checkInstallation(installation, ledger)));
  return {
    fault: `One of two replicas: ${WAYS[way]}`,
    database: "postgres",
    load: countOperations(ledger),
    seen: `the next revocation on the other was acknowledged after ${seconds(acknowledgedMs)} and held on every replica that lives`,
    violations,
  };
}

async function lose(other: PodpassServer, { env }: Installation, way: keyof typeof WAYS): Promise<void> {
  if (way === "stopped") return void other.process.kill("SIGSTOP");
  if (way === "killed") {
    const ended = once(other.process, "exit");
    other.process.kill("SIGKILL");
    await ended;
    return;
  }
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  // Of the replica that came last.
  await client.query(`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'podpass changes'
    ORDER BY backend_start DESC LIMIT 1`);
  await client.end();
}
