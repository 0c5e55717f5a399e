import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";

/**
 * Runs "$@" and reads signal names from descriptor 3. When that closes, however the parent came to its end (a kill -9
 * included), the program gets the signal in $LAST_SIGNAL and its folder is removed: no server outlives the tests that
 * started it. From then on the watcher ignores TERM, with which the main shell would end it before it has cleaned up.
 */
const SUPERVISOR = `
"$@" 3<&- &
child=$!
(
  while read -r signal <&3; do kill -s "$signal" "$child"; done
  trap '' TERM
  kill -s "$LAST_SIGNAL" "$child"
  while kill -0 "$child"; do sleep 0.1; done
  rm -rf "$OWNED_FOLDER"
) 2>/dev/null &
watcher=$!
wait "$child"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
`;
const LOG_TAIL_LENGTH = 64 * 1024;

export type Signal = "TERM" | "INT" | "QUIT" | "KILL";

export interface SupervisedProcessOptions {
  /** How messages call it. */
  name: string;
  command: string;
  args: readonly string[];
  /** Its working directory, removed when its parent is gone: nothing but its own data may be in there. */
  ownedFolder: string;
  env?: Record<string, string>;
  /** Run as this user, which only root can ask for. */
  user?: { uid: number; gid: number };
  /** What ends it when its parent is gone. Default KILL. */
  lastSignal?: Signal;
}

/** A server started for tests: its log is at hand for error messages, and it cannot outlive this process. */
export class SupervisedProcess {
  readonly name: string;
  readonly exited: Promise<void>;
  readonly #child: ChildProcess;
  readonly #lifeline: Socket;
  readonly #logListeners = new Set<() => void>();
  #log = "";
  #exit: string | undefined;

  constructor({ name, command, args, ownedFolder, env = {}, user, lastSignal = "KILL" }: SupervisedProcessOptions) {
    this.name = name;
    this.#child = spawn("/bin/sh", ["-c", SUPERVISOR, name, command, ...args], {
      cwd: ownedFolder,
      env: { PATH: process.env.PATH, ...env, LAST_SIGNAL: lastSignal, OWNED_FOLDER: ownedFolder },
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      // In a process group of its own: a Ctrl-C in the terminal reaches it through its parent alone, in order.
      detached: true,
      ...user,
    });
    // Node opens an extra "pipe" descriptor as a two-way socket.
    this.#lifeline = this.#child.stdio[3] as Socket;
    this.#lifeline.on("error", () => undefined);
    this.#child.stdout?.on("data", (chunk: Buffer) => this.#append(chunk));
    this.#child.stderr?.on("data", (chunk: Buffer) => this.#append(chunk));
    this.exited = new Promise((resolve) => {
      const settle = (exit: string) => {
        this.#exit ??= exit;
        this.#lifeline.destroy();
        for (const notify of this.#logListeners) notify();
        resolve();
      };
      this.#child.once("error", (error) => settle(`could not be started: ${error.message}`));
      // "close" comes after the last of the log, and the log says why it ended.
      this.#child.once("close", (code, signal) => settle(`exited with ${signal ?? `code ${code}`}`));
    });
  }

  /** How it ended, with the end of its log; undefined while it runs. */
  get failure(): string | undefined {
    return this.#exit && `${this.name} ${this.#exit}\n${this.describeLog()}`;
  }

  /** The last lines it wrote, under a heading, for an error message. */
  describeLog(lines = 30): string {
    const tail = this.#log.trimEnd().split("\n").slice(-lines).join("\n");
    return `--- the end of ${this.name}'s log ---\n${tail || "(nothing)"}`;
  }

  /**
   * Resolves once its log contains `text`.
   * @throws Error with the end of the log when it exits first or `timeoutMs` pass.
   */
  async waitForLog(text: string, timeoutMs: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const settle = (outcome: () => void) => {
        clearTimeout(timer);
        this.#logListeners.delete(check);
        outcome();
      };
      const check = () => {
        if (this.#log.includes(text)) settle(resolve);
        else if (this.failure) settle(() => reject(new Error(this.failure)));
      };
      const timer = setTimeout(() => {
        const message = `${this.name} was not ready after ${timeoutMs} ms\n${this.describeLog()}`;
        settle(() => reject(new Error(message)));
      }, timeoutMs);
      this.#logListeners.add(check);
      check();
    });
  }

  /** Sends `signal` and waits for the end, which comes by force after `timeoutMs`. May be called again. */
  async stop(signal: Signal = "TERM", timeoutMs = 10_000): Promise<void> {
    if (this.#exit !== undefined) return;
    this.#lifeline.write(`${signal}\n`);
    const timer = setTimeout(() => this.#lifeline.write("KILL\n"), timeoutMs);
    await this.exited;
    clearTimeout(timer);
  }

  #append(chunk: Buffer): void {
    this.#log = (this.#log + chunk.toString("utf8")).slice(-LOG_TAIL_LENGTH);
    for (const notify of this.#logListeners) notify();
  }
}
