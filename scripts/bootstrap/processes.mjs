import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { pinnedNode, root } from "./workspace.mjs";

const PASSED_ON = ["SIGTERM", "SIGHUP"];

/** Our tools first, and nothing of them phones home. */
function environment() {
  const tools = [dirname(pinnedNode), join(root, "node_modules", ".bin")];
  return {
    ...process.env,
    PATH: [...tools, process.env.PATH ?? ""].join(delimiter),
    CHECKPOINT_DISABLE: "1",
    DO_NOT_TRACK: "1",
    TURBO_TELEMETRY_DISABLED: "1",
  };
}

/**
 * Runs a program in the root folder on this terminal and resolves with its exit code (128 + n when signal n ended it).
 * Ctrl-C reaches it from the terminal, so SIGINT is only awaited here; other requests to stop are passed on.
 * @param {string} file @param {string[]} args @returns {Promise<number>}
 */
export function runToEnd(file, args) {
  const child = spawn(file, args, { cwd: root, env: environment(), stdio: "inherit" });
  process.on("SIGINT", () => {});
  for (const signal of PASSED_ON) process.on(signal, () => child.kill(signal));
  stopWithParent(child);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

/**
 * npm and pnpm start commands through a shell, and it is the shell that a request to stop them ends. Then this process
 * lives on as an orphan, which is how it knows.
 * @param {import("node:child_process").ChildProcess} child
 */
function stopWithParent(child) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    child.kill("SIGTERM");
  }, 500);
  timer.unref();
}

/**
 * Runs a program in the root folder without showing what it prints.
 * @param {string} file @param {string[]} args
 * @returns {Promise<{ isOk: boolean, output: string }>} `isOk` is false when it failed or could not be started
 */
export function runQuietly(file, args) {
  const child = spawn(file, args, { cwd: root, env: environment(), stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ isOk: false, output: `${output}${error.message}\n` }));
    child.once("close", (code) => resolve({ isOk: code === 0, output }));
  });
}
