import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { runQuietly } from "./processes.mjs";
import {
  fingerprint,
  installInputs,
  isThere,
  nodeVersion,
  pinnedNode,
  pnpmVersion,
  readStamp,
  root,
  writeStamp,
} from "./workspace.mjs";

/** Something a command needs is not there and could not be made; the message is for the person at the terminal. */
export class Unprepared extends Error {}

/** Each makes sure of one thing, does nothing when it is there already, and throws `Unprepared` when it cannot. */
export const PREPARATIONS = { dependencies, databaseClient, dashboard, everythingBuilt };

async function dependencies() {
  const wanted = fingerprint(installInputs());
  if (readStamp("installed") !== wanted || !isThere("node_modules", "node", "package.json")) {
    const pnpm = findPnpm();
    await step("Installing dependencies", pnpm.file, [...pnpm.args, "install", "--frozen-lockfile"], {
      hint: "Needs the npm registry. If a package.json was changed by hand, bring the lockfile up to date: pnpm install.",
    });
    writeStamp("installed", wanted);
  }
  checkPinnedNode();
}

async function databaseClient() {
  const wanted = fingerprint(["prisma/schema.prisma", "prisma/package.json", "pnpm-lock.yaml"]);
  if (readStamp("database-client") === wanted && isThere("prisma", "src", "generated")) return;
  const pnpm = findPnpm();
  await step("Generating the database client", pnpm.file, [
    ...pnpm.args,
    "--filter",
    "@podpass/prisma",
    "run",
    "generate",
  ]);
  writeStamp("database-client", wanted);
}

async function dashboard() {
  await step("Building the dashboard", pinnedNode, [
    join(root, "node_modules", "turbo", "bin", "turbo"),
    ...["run", "build", "--filter=@podpass/web", "--output-logs=errors-only"],
  ]);
}

async function everythingBuilt() {
  const built = [
    ["node_modules", "node"],
    ["prisma", "src", "generated"],
    ["apps", "web", "dist", "index.html"],
  ];
  const isBuilt = built.every((path) => isThere(...path));
  if (!isBuilt)
    throw new Unprepared("Nothing is built yet. `npm start` installs and builds what is missing, then serves.");
  checkPinnedNode();
}

/**
 * pnpm in the version of the lockfile: the installed one, the one that runs this script, or npm's download of it.
 * @returns {{ file: string, args: string[] }}
 */
function findPnpm() {
  if (isThere("node_modules", "pnpm", "package.json")) {
    const folder = join(root, "node_modules", "pnpm");
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    if (version === pnpmVersion) return { file: process.execPath, args: [join(folder, "bin", "pnpm.cjs")] };
  }
  const runner = process.env.npm_execpath ?? "";
  const isRunByPnpm = process.env.npm_config_user_agent?.startsWith(`pnpm/${pnpmVersion} `) ?? false;
  if (isRunByPnpm && /\.c?js$/.test(runner)) return { file: process.execPath, args: [runner] };
  if (isRunByPnpm && runner) return { file: runner, args: [] };
  const viaNpm = ["exec", "--yes", "--", `pnpm@${pnpmVersion}`];
  // npm's own script, when npm runs this one: it need not be on the PATH, and on Windows npm.cmd needs a shell.
  if (basename(runner) === "npm-cli.js") return { file: process.execPath, args: [runner, ...viaNpm] };
  return { file: "npm", args: viaNpm };
}

function checkPinnedNode() {
  let found = "none";
  try {
    found = execFileSync(pinnedNode, ["--version"], { encoding: "utf8" }).trim();
  } catch {
    // Told below: there is none, or it does not run on this machine.
  }
  if (found === `v${nodeVersion}`) return;
  throw new Unprepared(
    `node_modules should hold Node ${nodeVersion}, but has ${found}. Its package is fetched by an install script: allow ` +
      "install scripts (no `ignore-scripts` in the npm configuration), remove node_modules, and try again.",
  );
}

/**
 * @param {string} what @param {string} file @param {string[]} args
 * @param {{ hint?: string }} [options] `hint`: what to try when it fails
 */
async function step(what, file, args, { hint } = {}) {
  const startedAt = performance.now();
  const report = (text) => process.stderr.isTTY && process.stderr.write(text);
  report(`${what} …`);
  const { isOk, output } = await runQuietly(file, args);
  report("\r\u001b[K");
  if (!isOk) throw new Unprepared(`${output.trimEnd()}\n\n${what} failed.${hint ? ` ${hint}` : ""}`);
  const seconds = (performance.now() - startedAt) / 1000;
  if (seconds >= 1) process.stderr.write(`${what}: done in ${seconds.toFixed(0)} s\n`);
}
