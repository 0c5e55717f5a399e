import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import type { Io } from "../io.ts";

type Environment = Record<string, string | undefined>;

const HANDED_ON = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGWINCH"] as const;
/** Whoever sends one of these wants the program to end, also while it is being restarted. */
const ENDING: readonly string[] = ["SIGINT", "SIGTERM", "SIGQUIT"];
const CANNOT_RUN = 126;
const NO_SUCH_PROGRAM = 127;
const BY_SIGNAL = 128;

/** A program of this terminal: signals are handed on to it, and it can be restarted with another environment. */
export class Program {
  readonly #command: string;
  readonly #args: readonly string[];
  readonly #graceMs: number;
  readonly #io: Pick<Io, "log">;
  #child: ChildProcess | null = null;
  /** Set while it is being stopped for a restart. */
  #next: Environment | null = null;
  #isEnding = false;

  /** @param graceMs how long it has to end before it is killed, when it is restarted */
  constructor(command: string, args: readonly string[], graceMs: number, io: Pick<Io, "log">) {
    this.#command = command;
    this.#args = args;
    this.#graceMs = graceMs;
    this.#io = io;
  }

  /** Runs it until it ends of its own accord. @returns the exit code as a shell gives it */
  async run(environment: Environment): Promise<number> {
    const handOn = (signal: NodeJS.Signals) => {
      if (ENDING.includes(signal)) [this.#isEnding, this.#next] = [true, null];
      // A terminal sends an interrupt to everybody in it.
      if (signal === "SIGINT" && process.stdin.isTTY) return;
      this.#child?.kill(signal);
    };
    for (const signal of HANDED_ON) process.on(signal, handOn);
    try {
      for (let next: Environment | null = environment; ; next = this.#next) {
        if (next === null) throw new Error("there is no environment to start with");
        this.#next = null;
        const code = await this.#runOnce(next);
        if (this.#next === null) return code;
      }
    } finally {
      for (const signal of HANDED_ON) process.off(signal, handOn);
    }
  }

  /** Restarts it with another environment. */
  restart(environment: Environment): void {
    if (this.#isEnding) return;
    const isUnderWay = this.#next !== null;
    this.#next = environment;
    const child = this.#child;
    if (isUnderWay || !child) return;
    child.kill("SIGTERM");
    const killer = setTimeout(() => child.kill("SIGKILL"), this.#graceMs);
    child.once("exit", () => clearTimeout(killer));
  }

  #runOnce(env: Environment): Promise<number> {
    return new Promise((resolve) => {
      const child = spawn(this.#command, this.#args, { stdio: "inherit", env });
      this.#child = child;
      child.once("error", (error) => {
        // Also told when a signal cannot be sent to one that runs.
        if (child.pid !== undefined) return;
        const isThere = Object(error).code !== "ENOENT";
        this.#io.log(isThere ? "the program cannot be run" : "there is no such program");
        resolve(isThere ? CANNOT_RUN : NO_SUCH_PROGRAM);
      });
      child.once("exit", (code, signal) => resolve(code ?? BY_SIGNAL + (signal ? constants.signals[signal] : 0)));
    });
  }
}
