// `npm run keys:rotate`: rotates root key and data keys while the server serves; see docs/keys.md. Exit code 1 when
// something is left to do, 2 when it could not begin.
import { buildContainer } from "../container.ts";
import { loadEnv } from "../env.ts";
import { createLogger } from "../logger.ts";
import { askRunningServer } from "../operator/operator-socket.ts";
import { parseRotationOptions, ROTATION_USAGE, rotateInstallationKeys } from "./rotate-installation-keys.ts";

const print = (line: string) => void process.stdout.write(`${line}\n`);

async function main(args: string[]): Promise<boolean> {
  const options = parseRotationOptions(args);
  const env = loadEnv();
  if (env.database.kind === "embedded") {
    const isDone = await askRunningServer(env.database.dataDir, "keys-rotate", args, print);
    if (isDone !== null) return isDone;
  }
  const container = await buildContainer(env, createLogger("warn"));
  try {
    return await rotateInstallationKeys(container, options, print);
  } finally {
    await container.close();
  }
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (error instanceof TypeError) process.stderr.write(`\n${ROTATION_USAGE}\n`);
  process.exitCode = 2;
}
