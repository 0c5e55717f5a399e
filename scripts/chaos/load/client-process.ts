import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ClientPlan, Command } from "./client-plan.ts";
import type { Ledger } from "./ledger.ts";

/** Clients that go on until they are stopped, whatever happens to the server. */
export class ClientProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  #stopped: PromiseWithResolvers<Ledger> | undefined;

  constructor() {
    this.#child = fork(fileURLToPath(new URL("./main.ts", import.meta.url)), { execArgv: [] });
    // A ledger is all it ever sends: see main.ts.
    this.#child.on("message", (ledger: Ledger) => this.#stopped?.resolve(ledger));
    this.#child.once("exit", () => this.#stopped?.reject(new Error("The process of the clients has ended")));
  }

  /** One run at a time. */
  begin(plan: ClientPlan): void {
    this.#tell({ kind: "run", plan });
  }

  /** Lets every client end what it is at. @throws Error when the process is gone. */
  stop(): Promise<Ledger> {
    this.#stopped = Promise.withResolvers();
    this.#tell({ kind: "stop" });
    return this.#stopped.promise;
  }

  #tell(command: Command): void {
    this.#child.send(command);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill();
    await ended;
  }
}
