import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folders = new Set<string>();
process.once("exit", () => {
  for (const folder of folders) removeTemporaryFolder(folder);
});

/** Makes a folder only this user can read; it goes when this process exits, at the latest. */
export function createTemporaryFolder(prefix: string, parent = tmpdir()): string {
  const folder = mkdtempSync(join(parent, prefix));
  folders.add(folder);
  return folder;
}

/** Removes the folder and all that is in it. May be called again. */
export function removeTemporaryFolder(folder: string): void {
  folders.delete(folder);
  // Retries: a server that is just ending may still write into it.
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
