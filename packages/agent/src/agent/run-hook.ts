import { spawn } from "node:child_process";
import { environmentOfPrograms } from "../environment-of-programs.ts";
import type { Io } from "../io.ts";

export interface Hook {
  command: string[];
  timeoutSeconds: number;
}

/** Runs what a changed file asks for, and waits for it. @throws Error when it fails, or takes too long and was killed. */
export async function runHook({ command: [program = "", ...args], timeoutSeconds }: Hook, io: Io): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    // Its output is beside ours on standard error: standard output is for what was asked for.
    const child = spawn(program, args, {
      stdio: ["ignore", 2, 2],
      env: environmentOfPrograms(io),
      timeout: timeoutSeconds * 1000,
      killSignal: "SIGKILL",
    });
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with ${signal ?? `code ${code}`}`));
    });
  });
}
