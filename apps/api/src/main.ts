import closeWithGrace from "close-with-grace";
import { buildApp } from "./app.ts";
import { closeServer } from "./close-server.ts";
import { buildContainer } from "./container.ts";
import { InvalidEnvironmentError, loadEnv } from "./env.ts";
import { jobsOf } from "./jobs/jobs.ts";
import { startJobs } from "./jobs/run-jobs.ts";
import { createLogger } from "./logger.ts";

const SHUTDOWN_TIMEOUT_MS = 20_000;

async function main(): Promise<void> {
  const env = loadEnv();
  const logger = createLogger(env.logLevel);
  const container = await buildContainer(env, logger);
  const app = await buildApp(container, logger);
  const jobs = startJobs(container.services, jobsOf(env));
  closeWithGrace({ delay: SHUTDOWN_TIMEOUT_MS }, async ({ err, signal }) => {
    if (err) logger.fatal({ err }, "Closing after an error nobody caught");
    else logger.info({ signal }, "Closing");
    await Promise.all([closeServer(app), jobs.stop()]);
    await container.close();
  });
  await app.listen({ host: env.host, port: env.port });
}

try {
  await main();
} catch (error) {
  // Before the logger exists, or because of what its reader must mend: plain words on standard error.
  console.error(error instanceof InvalidEnvironmentError || error instanceof Error ? error.message : error);
  process.exit(1);
}
