import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const DIST = join(import.meta.dirname, "../../../apps/web/dist");

/** Kilobytes (1000 bytes) as sent, compressed with gzip. */
export interface DashboardSize {
  /** The page and what it names: all that is fetched before the first route's own code. */
  firstLoadKb: number;
  /** Every script and style there is. */
  everythingKb: number;
}

export async function dashboardSize(): Promise<DashboardSize> {
  const html = await readFile(join(DIST, "index.html"), "utf8");
  const named = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? "");
  const files = await readdir(DIST, { recursive: true });
  const all = files.filter((file) => /\.(?:js|css|html)$/.test(file));
  return { firstLoadKb: await sizeOf(["index.html", ...named]), everythingKb: await sizeOf(all) };
}

async function sizeOf(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    files.map(async (file) => gzipSync(await readFile(join(DIST, file)), { level: 9 }).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}
