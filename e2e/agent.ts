import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const PODPASS = join(import.meta.dirname, "../packages/agent/src/main.ts");

/** `podpass agent` as a process of its own, as a pod's sidecar runs it. */
export class Agent implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #log: Promise<string>;

  constructor(config: string) {
    this.#process = spawn(process.execPath, [PODPASS, "agent", "--config", config], {
      stdio: ["ignore", "ignore", "pipe"],
      env: { PATH: process.env.PATH },
    });
    this.#ended = once(this.#process, "close");
    this.#log = this.#process.stderr ? text(this.#process.stderr) : Promise.resolve("");
  }

  /** All that it logged, once it has ended. */
  async stop(): Promise<string> {
    this.#process.kill("SIGTERM");
    await this.#ended;
    return this.#log;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}
