import type { Logger } from "@podpass/core";
import closeWithGrace from "close-with-grace";
import { buildApp } from "./app.ts";
import { closeServer } from "./close-server.ts";
import { parseRotationOptions, rotateInstallationKeys } from "./commands/rotate-installation-keys.ts";
import { buildContainer, type Container } from "./container.ts";
import { InvalidEnvironmentError, loadEnv } from "./env.ts";
import { jobsOf } from "./jobs/jobs.ts";
import { runAtClose, startJobs } from "./jobs/run-jobs.ts";
import { createLogger } from "./logger.ts";
import { listenToOperator } from "./operator/operator-socket.ts";

const SHUTDOWN_TIMEOUT_MS = 20_000;

async function main(): Promise<void> {
  const env = loadEnv();
  const logger = createLogger(env.logLevel);
  const container = await buildContainer(env, logger);
  const app = await buildApp(container, logger);
  const jobs = jobsOf(env, container.vacuum);
  const running = startJobs(container.services, jobs);
  const operator = await listen(container, logger);
  closeWithGrace({ delay: SHUTDOWN_TIMEOUT_MS }, async ({ err, signal }) => {
    if (err) logger.fatal({ err }, "Closing after an error nobody caught");
    else logger.info({ signal }, "Closing");
    await Promise.all([closeServer(app), running.stop(), operator?.close()]);
    await runAtClose(container.services, jobs);
    await container.close();
  });
  await app.listen({ host: env.host, port: env.port });
}

/** An embedded database is this process's alone: what an operator's command asks of it is done here. */
async function listen(container: Container, logger: Logger) {
  const { database } = container.env;
  if (database.kind !== "embedded") return undefined;
  const handlers = {
    "keys-rotate": (args: string[], print: (line: string) => void) =>
      rotateInstallationKeys(container, parseRotationOptions(args), print),
  };
  return listenToOperator(database.dataDir, handlers, logger);
}

try {
  await main();
} catch (error) {
  // Before the logger exists, or because of what its reader must mend: plain words on standard error.
  console.error(error instanceof InvalidEnvironmentError || error instanceof Error ? error.message : error);
  process.exit(1);
}
