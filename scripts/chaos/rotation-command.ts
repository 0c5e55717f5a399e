import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Installation } from "./installation.ts";

const COMMAND = join(import.meta.dirname, "../../apps/api/src/commands/keys-rotate.ts");

/** `npm run keys:rotate` on an installation. */
export class RotationCommand {
  /** What it has printed. */
  readonly lines: string[] = [];
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #heard: () => void = () => {};

  constructor({ dataDir, env }: Installation) {
    const child = spawn(process.execPath, [COMMAND], {
      env: { ...process.env, DATA_DIR: dataDir, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#child = child;
    this.#ended = once(child, "close").then(() => child.exitCode);
    createInterface({ input: child.stdout }).on("line", (line) => {
      this.lines.push(line);
      this.#heard();
    });
  }

  /** Resolves when it has printed a line that begins so, or has ended. */
  async hasSaid(beginning: string): Promise<void> {
    const said = new Promise<void>((resolve) => {
      this.#heard = () => this.lines.some((line) => line.startsWith(beginning)) && resolve();
      this.#heard();
    });
    await Promise.race([said, this.#ended]);
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#ended;
  }

  /** Its exit code; null when it was killed. */
  get exitCode(): Promise<number | null> {
    return this.#ended;
  }
}
