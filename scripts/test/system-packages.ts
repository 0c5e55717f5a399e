import { accessSync, constants, globSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runQuietly } from "./run-program.ts";

const CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** The machine's Chromium: CHROMIUM_PATH, or the first on the PATH. */
export function findChromium(): string | undefined {
  return [process.env.CHROMIUM_PATH, ...onPath(CHROMIUM_NAMES), MAC_CHROME].find((path) => path && isExecutable(path));
}

function hasPostgres(): boolean {
  return [...onPath(["initdb"]), ...globSync("/usr/lib/postgresql/*/bin/initdb")].some(isExecutable);
}

export interface SystemPackages {
  browser: boolean;
  database: boolean;
}

/**
 * Installs Chromium and PostgreSQL where they are wanted and missing, if this is Debian and we are root.
 * @returns why that was not possible, or undefined. Tests that need what is missing are then skipped.
 */
export async function installMissing(wanted: SystemPackages): Promise<string | undefined> {
  const missing = [
    ...(wanted.browser && !findChromium() ? ["chromium"] : []),
    ...(wanted.database && !hasPostgres() ? ["postgresql"] : []),
  ];
  if (missing.length === 0) return undefined;
  const names = missing.join(" and ");
  if (!onPath(["apt-get"]).some(isExecutable)) return `${names} not found, and no apt-get to install it`;
  if (process.getuid?.() !== 0) return `${names} not found; as root: apt-get install ${missing.join(" ")}`;

  console.log(`Installing Debian's ${names} …`);
  // RUNLEVEL 1 keeps the package from starting a server of its own: the tests start theirs.
  const env = { DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const update = await runQuietly({ file: "apt-get", args: ["update", "-q"], env });
  const install = await runQuietly({
    file: "apt-get",
    args: ["install", "-y", "-q", "--no-install-recommends", ...missing],
    env,
  });
  if (install.isOk) return undefined;
  const tail = `${update.isOk ? "" : update.output}${install.output}`.trimEnd().split("\n").slice(-5).join("\n");
  return `apt-get install ${missing.join(" ")} failed:\n${tail}`;
}

function onPath(names: readonly string[]): string[] {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
