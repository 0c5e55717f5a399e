import { accessSync, constants, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

const DEBIAN_FOLDER = "/usr/lib/postgresql";

/**
 * The folder that holds both `initdb` and `postgres`: the first such one on PATH, otherwise Debian's of the newest
 * version, which is not on PATH. Undefined when PostgreSQL's server is not installed.
 */
export function postgresBinaries(): string | undefined {
  const onPath = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return [...onPath, ...debianFolders()].find(
    (folder) => isExecutable(folder, "initdb") && isExecutable(folder, "postgres"),
  );
}

function debianFolders(): string[] {
  try {
    const versions = readdirSync(DEBIAN_FOLDER).sort((a, b) => Number(b) - Number(a));
    return versions.map((version) => join(DEBIAN_FOLDER, version, "bin"));
  } catch {
    return [];
  }
}

function isExecutable(folder: string, name: string): boolean {
  try {
    accessSync(join(folder, name), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
