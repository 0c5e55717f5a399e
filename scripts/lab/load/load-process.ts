import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { LoadPlan, LoadResult } from "./load-plan.ts";

/** The load generator in a process of its own. */
export class LoadProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  #settle: PromiseWithResolvers<LoadResult> | undefined;

  constructor() {
    this.#child = fork(fileURLToPath(new URL("./main.ts", import.meta.url)), { execArgv: [] });
    this.#child.on("message", (result: LoadResult) => this.#settle?.resolve(result));
    this.#child.once("exit", () => this.#settle?.reject(new Error("The load generator has ended")));
  }

  /** Carries out one plan at a time. @throws Error when the process ends before it has. */
  run(plan: LoadPlan): Promise<LoadResult> {
    this.#settle = Promise.withResolvers();
    this.#child.send(plan);
    return this.#settle.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill();
    await ended;
  }
}
