// `npm run audit:verify [SEQUENCE:HASH …]`: whether the audit events of every organization are all there and as they
// were written, and whether the heads noted earlier are still in their chains. Exit code 1 when not.
import { buildContainer } from "../container.ts";
import { loadEnv } from "../env.ts";
import { createLogger } from "../logger.ts";
import { verifyAuditChains } from "./verify-audit-chains.ts";

try {
  const container = await buildContainer(loadEnv(), createLogger("warn"));
  try {
    const { lines, isIntact } = await verifyAuditChains(container.services, process.argv.slice(2));
    process.stdout.write(`${lines.join("\n")}\n`);
    process.exitCode = isIntact ? 0 : 1;
  } finally {
    await container.close();
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
