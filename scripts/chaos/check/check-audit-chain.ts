import { execFile } from "node:child_process";
import { join } from "node:path";
import type { Installation } from "../installation.ts";

const COMMAND = join(import.meta.dirname, "../../../apps/api/src/commands/audit-verify.ts");

/** `npm run audit:verify` on a stopped installation. @returns what it printed when it found something */
export function checkAuditChain({ dataDir, env }: Installation): Promise<string[]> {
  return new Promise((resolve) => {
    const environment = { ...process.env, DATA_DIR: dataDir, ...env };
    execFile(process.execPath, [COMMAND], { env: environment }, (error, stdout, stderr) =>
      resolve(error ? [`The audit chain does not verify: ${stdout}${stderr}`] : []),
    );
  });
}
