import { parseArgs } from "node:util";
import { type KeyRotation, type KeyRotationReport, rotateKeys } from "@podpass/core";
import type { Container } from "../container.ts";
import { beginRootKeyRotation, endRootKeyRotation } from "../root-key-file.ts";

export const ROTATION_USAGE = `Usage: npm run keys:rotate -- [options]

  --only root,data  root: every data key is wrapped by the present root key; of an embedded installation whose root key
                    is in the file root.key, by a new one. data: every organization gets a new data key, and everything
                    is encrypted anew under it. Default: both
  --end-sessions    of an embedded installation: what was signed with the root key of before is refused from the next
                    start on. For when that key may be known to others`;

/** What a rotation is asked to do. */
export interface RotationOptions {
  parts: KeyRotation["parts"];
  areSessionsEnded: boolean;
}

const PARTS = ["root", "data"] as const;

/** @throws TypeError or Error that says which option is wrong */
export function parseRotationOptions(args: readonly string[]): RotationOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", default: PARTS.join(",") },
      "end-sessions": { type: "boolean", default: false },
    },
  });
  const parts = values.only.split(",").map((word) => {
    const part = PARTS.find((candidate) => candidate === word);
    if (!part) throw new TypeError(`--only: "${word}" is none of ${PARTS.join(", ")}`);
    return part;
  });
  return { parts, areSessionsEnded: values["end-sessions"] };
}

/**
 * Rotates the keys of an installation and prints a report. An embedded installation gets a new root key in its file:
 * there it stands beside the old one until nothing hangs on that any more, so that a crash at any moment leaves a file
 * that opens everything. @returns whether nothing is left to do
 */
export async function rotateInstallationKeys(
  { env, services }: Container,
  { parts, areSessionsEnded }: RotationOptions,
  print: (line: string) => void,
): Promise<boolean> {
  const file = env.encryptionKey === null && parts.includes("root") ? env.rootKeyFile : null;
  if (file !== null) services.rootKeys.replaceBy((await beginRootKeyRotation(file)).current);
  const report = await rotateKeys(services, { parts, onProgress: print });
  for (const line of linesOf(report)) print(line);
  if (file !== null) {
    const inUse = await services.store.dataKeys.listRootKeyIds();
    if (inUse.some((id) => id !== report.rootKeyId))
      throw new Error(`A data key is still wrapped by ${inUse.join(", ")}`);
    await endRootKeyRotation(file, { areSessionsEnded });
    print(`root.key holds the new root key alone. Keep a copy of it apart from backups of the database.`);
    if (areSessionsEnded) print("Start the server anew: then tokens and sessions signed before are refused.");
  }
  return (report.resealing?.left ?? 0) === 0;
}

function linesOf(report: KeyRotationReport): string[] {
  const { rootKeyId, rewrapped, renewedCount, resumedCount, resealing, deletedCount, keptCount } = report;
  const lines = [`Root key ${rootKeyId} wraps every data key.`];
  for (const [from, count] of rewrapped) lines.push(`  ${count} data keys wrapped anew, before by root key ${from}`);
  if (!resealing) return lines;
  lines.push(`Organizations with a new data key: ${renewedCount}`);
  if (resumedCount > 0) {
    lines.push(
      `Organizations whose last rotation was interrupted and is finished now: ${resumedCount}. Run again for new keys.`,
    );
  }
  const counts = [...resealing.counts].filter(([, count]) => count > 0);
  lines.push(`Values encrypted anew: ${counts.reduce((sum, [, count]) => sum + count, 0)}`);
  for (const [name, count] of counts) lines.push(`  ${name}: ${count}`);
  lines.push(`Left under older data keys: ${resealing.left}`);
  for (const place of resealing.unreadable) lines.push(`  ✗ ${place} is damaged: no key opens it`);
  lines.push(`Older data keys: ${deletedCount} deleted, ${keptCount} that encrypt nothing kept for a day`);
  return lines;
}
