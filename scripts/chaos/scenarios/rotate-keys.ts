import { setTimeout as delay } from "node:timers/promises";
import type { Database } from "@podpass/prisma";
import { RestClient } from "../../lab/rest-client.ts";
import { checkInstallation } from "../check/check-installation.ts";
import type { Finding } from "../finding.ts";
import type { Installation } from "../installation.ts";
import { RotationCommand } from "../rotation-command.ts";
import type { Stage } from "../stage.ts";
import { countOperations, seconds } from "../summaries.ts";

const SECRETS = 500;

/**
 * All keys are rotated under load, and what rotates them is killed in the middle: the server of an embedded database, else
 * the command. A second run goes on.
 */
export async function rotateKeys(stage: Stage): Promise<Finding> {
  const { cluster, load, loadMs, database, clients } = stage;
  await using installation = await stage.createInstallation();
  await fill(installation);
  load.begin(await installation.plan(cluster, "KEYS", clients));
  await delay(loadMs);
  const first = new RotationCommand(installation);
  await first.hasSaid("New data keys");
  if (database === "embedded") {
    await installation.kill();
    await installation.start();
  } else await first.kill();
  const startedAt = performance.now();
  const second = new RotationCommand(installation);
  const exitCode = await second.exitCode;
  const rotationMs = performance.now() - startedAt;
  const ledger = await load.stop();
  const violations = await checkFilled(installation);
  if (exitCode !== 0) violations.push(`The second run ended with ${exitCode}: ${second.lines.join("; ")}`);
  violations.push(...(await checkInstallation(installation, ledger)));
  if ((await installation.inspect(countUnderOlderKeys)) > 0) violations.push("Values are left under older data keys");
  return {
    fault: "All keys rotated, killed in the middle, run again",
    database,
    load: countOperations(ledger),
    seen: `the second run ended after ${seconds(rotationMs)}: ${second.lines.find((line) => line.startsWith("Values"))}, nothing left`,
    violations,
  };
}

const filledValue = (number: number) => `value ${number}\nof two lines`;

async function fill({ url, furniture }: Installation): Promise<void> {
  const secrets = Array.from({ length: SECRETS }, (_, number) => ({
    secretKey: `FILLED_${number}`,
    secretValue: filledValue(number),
  }));
  const scope = { projectId: furniture.projectId, environment: "dev" };
  await new RestClient(url, furniture.adminToken).send("POST", "/api/v4/secrets/batch", { ...scope, secrets });
}

async function checkFilled({ url, furniture }: Installation): Promise<string[]> {
  const path = `/api/v4/secrets?projectId=${furniture.projectId}&environment=dev`;
  const admin = new RestClient(url, furniture.adminToken);
  const { secrets } = await admin.send<{ secrets: { secretKey: string; secretValue: string }[] }>("GET", path);
  const found = new Map(secrets.map(({ secretKey, secretValue }) => [secretKey, secretValue]));
  const numbers = Array.from({ length: SECRETS }, (_, number) => number);
  const lost = numbers.filter((number) => found.get(`FILLED_${number}`) !== filledValue(number));
  return lost.length === 0 ? [] : [`${lost.length} secrets were lost by the rotation`];
}

async function countUnderOlderKeys({ client }: Database): Promise<number> {
  // An envelope names its data key behind its first byte.
  const [row] = await client.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT encrypted_value AS envelope FROM secrets UNION ALL SELECT encrypted_value FROM secret_versions
    ) v
    JOIN data_keys k ON k.id = encode(substring(v.envelope from 2 for 16), 'hex')::uuid
    WHERE k.created_at < (SELECT max(created_at) FROM data_keys)`;
  return row?.count ?? 0;
}
