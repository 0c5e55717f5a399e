import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Program {
  file: string;
  args: readonly string[];
  /** Default: the repository's folder. */
  cwd?: string;
  env?: Record<string, string>;
}

export interface ProgramResult {
  isOk: boolean;
  /** Standard output and error, interleaved as they came; empty when they went to the terminal. */
  output: string;
}

/** Runs a program and collects what it prints. A program that cannot be started is a failed one. */
export function runQuietly(program: Program): Promise<ProgramResult> {
  const child = start(program, "pipe");
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ isOk: false, output: `${output}${error.message}\n` }));
    child.once("close", (code) => resolve({ isOk: code === 0, output }));
  });
}

/** Runs a program on this terminal. */
export function runVisibly(program: Program): Promise<ProgramResult> {
  const child = start(program, "inherit");
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ isOk: false, output: error.message }));
    child.once("close", (code) => resolve({ isOk: code === 0, output: "" }));
  });
}

const running = new Set<ChildProcess>();

function start({ file, args, cwd = root, env }: Program, output: "pipe" | "inherit"): ChildProcess {
  const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", output, output] });
  running.add(child);
  child.once("close", () => running.delete(child));
  return child;
}

// Ctrl-C reaches them from the terminal; a request to stop this process does not.
for (const signal of ["SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => {
    for (const child of running) child.kill(signal);
    process.exit(128 + constants.signals[signal]);
  });
}
