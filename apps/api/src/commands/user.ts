// `npm run user:reset-password -- EMAIL [--ask]`, `user:reset-second-factor`, `user:unlink` and `user:unlock -- EMAIL`: what
// the operator does for a person who cannot get in. Exit code 1 when it was not done.
import { buildContainer } from "../container.ts";
import { loadEnv } from "../env.ts";
import { createLogger } from "../logger.ts";
import { readPassword } from "./read-password.ts";
import { recoverUser } from "./recover-user.ts";

try {
  const env = loadEnv();
  const container = await buildContainer(env, createLogger("warn"));
  try {
    const lines = await recoverUser(container.services, {
      args: process.argv.slice(2),
      siteUrl: env.siteUrl,
      readPassword: () => readPassword(process.stdin, process.stderr),
    });
    process.stdout.write(`${lines.join("\n")}\n`);
  } finally {
    await container.close();
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
