import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Commands, ReadyMessage, Reply } from "./process-protocol.ts";

const ENTRY = fileURLToPath(new URL("./main.ts", import.meta.url));

/** A FakeKubernetesApi in a process of its own, so that its work is not counted as the work of what is measured. */
export class FakeKubernetesProcess implements AsyncDisposable {
  readonly url: string;
  readonly caCertificate: string;
  readonly reviewerJwt: string;
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, (reply: Reply) => void>();
  #lastId = 0;

  private constructor(child: ChildProcess, ready: ReadyMessage) {
    this.url = ready.url;
    this.caCertificate = ready.caCertificate;
    this.reviewerJwt = ready.reviewerJwt;
    this.#child = child;
    child.on("message", (reply: Reply) => {
      this.#pending.get(reply.id)?.(reply);
      this.#pending.delete(reply.id);
    });
    child.once("exit", () => {
      for (const [id, settle] of this.#pending) settle({ id, ok: false, message: "The fake API server has ended" });
      this.#pending.clear();
    });
  }

  /** @throws Error when the process ends before it is ready. */
  static async start(): Promise<FakeKubernetesProcess> {
    const child = fork(ENTRY, { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
    const ended = once(child, "exit").then(() => undefined);
    const first = await Promise.race([once(child, "message"), ended]);
    if (!first) throw new Error("The fake API server ended before it was ready");
    // Its first message is always the ReadyMessage: see main.ts.
    return new FakeKubernetesProcess(child, first[0] as ReadyMessage);
  }

  /** Carries out one command over there. @throws Error with the message of what it threw. */
  async call<Name extends keyof Commands>(
    name: Name,
    ...[input]: Commands[Name]["input"] extends undefined ? [] : [Commands[Name]["input"]]
  ): Promise<Commands[Name]["result"]> {
    this.#lastId += 1;
    const id = this.#lastId;
    const reply = await new Promise<Reply>((resolve) => {
      this.#pending.set(id, resolve);
      this.#child.send({ id, command: { name, input } }, (error) => {
        if (error && this.#pending.delete(id)) resolve({ id, ok: false, message: error.message });
      });
    });
    if (!reply.ok) throw new Error(reply.message);
    return reply.result as Commands[Name]["result"];
  }

  /** Ends the process and waits until it is gone. */
  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGTERM");
    await ended;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
