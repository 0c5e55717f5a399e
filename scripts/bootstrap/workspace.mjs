import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @type {{ packageManager: string, devDependencies: Record<string, string> }} */
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** The version of pnpm that the lockfile was written with. */
export const pnpmVersion = manifest.packageManager.replace(/^pnpm@/, "").replace(/\+.*$/, "");

/** The version of Node that everything runs on. */
export const nodeVersion = manifest.devDependencies.node;

/** The binary itself, not the shim in .bin, which adds undeclared packages to the search path. */
export const pinnedNode = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");

/** @param {string[]} path below the root */
export function isThere(...path) {
  return existsSync(join(root, ...path));
}

/** The manifests and lockfile that decide what node_modules holds, relative to the root. */
export function installInputs() {
  const inFolder = (folder) =>
    isThere(folder) ? readdirSync(join(root, folder)).map((name) => join(folder, name, "package.json")) : [];
  const packages = [...inFolder("apps"), ...inFolder("packages"), "prisma/package.json", "e2e/package.json"];
  return ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", ...packages.filter((path) => isThere(path)).sort()];
}

/**
 * A hash of the content of the files and of the platform that installed binaries belong to.
 * @param {string[]} paths relative to the root
 */
export function fingerprint(paths) {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
  for (const path of paths)
    hash
      .update(`${path}\n`)
      .update(readFileSync(join(root, path)))
      .update("\n");
  return hash.digest("hex");
}

/** @param {string} name @returns {string | undefined} what `writeStamp` left for the step of this name */
export function readStamp(name) {
  const path = join(root, "node_modules", ".podpass", name);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

/**
 * Remembers in node_modules what a step has done, so that a new node_modules forgets it too.
 * @param {string} name @param {string} value
 */
export function writeStamp(name, value) {
  const folder = join(root, "node_modules", ".podpass");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), value);
}
