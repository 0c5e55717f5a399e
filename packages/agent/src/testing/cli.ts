import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const MAIN = join(import.meta.dirname, "../main.ts");

export interface Ended {
  code: number | null;
  out: string;
  log: string;
}

/** The command as its own process, with an environment of its own. */
export class Cli {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  out = "";
  log = "";

  constructor(args: string[], env: Record<string, string> = {}) {
    this.process = spawn(process.execPath, [MAIN, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { PATH: process.env.PATH, ...env },
    });
    this.process.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.out += text;
    });
    this.process.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.log += text;
    });
    this.ended = once(this.process, "close").then(([code]) => ({ code, out: this.out, log: this.log }));
  }

  async stop(): Promise<Ended> {
    this.process.kill("SIGTERM");
    return this.ended;
  }
}

/** Runs the command to its end. */
export function cli(args: string[], env?: Record<string, string>): Promise<Ended> {
  return new Cli(args, env).ended;
}
