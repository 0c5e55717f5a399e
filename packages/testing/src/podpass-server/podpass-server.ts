import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { findFreePort } from "../find-free-port.ts";

const ROOT = join(import.meta.dirname, "../../../..");
const START_TIMEOUT_MS = 150_000;
const POLL_MS = 50;
const STOP_TIMEOUT_MS = 15_000;
const LOG_TAIL_LENGTH = 16 * 1024;

export interface PodpassServerOptions {
  /** Where the embedded database lives. */
  dataDir: string;
  /** Default: a free one. */
  port?: number | undefined;
  /** More of the server's environment: DATABASE_URL, TRUSTED_PROXIES… */
  env?: Record<string, string>;
}

/** The real server as its own process on loopback, from the sources of this repository. */
export class PodpassServer implements AsyncDisposable {
  /** Base URL, `http://127.0.0.1:port`. */
  readonly url: string;
  readonly process: ChildProcess;
  #log = "";

  private constructor(url: string, process: ChildProcess) {
    this.url = url;
    this.process = process;
    process.stdout?.on("data", (chunk: Buffer) => {
      this.#log = (this.#log + chunk.toString("utf8")).slice(-LOG_TAIL_LENGTH);
    });
  }

  /** How it came to its end, with the end of its log; undefined while it runs. */
  get failure(): string | undefined {
    const { exitCode, signalCode } = this.process;
    if (exitCode === null && signalCode === null) return undefined;
    return `ended with ${signalCode ?? `code ${exitCode}`}\n${this.#log.trimEnd() || "(its log is empty)"}`;
  }

  /**
   * Starts the server and waits until it answers.
   * @throws Error when it ends before, or does not answer for minutes; what it printed is on standard error.
   */
  static async start({ dataDir, port, env }: PodpassServerOptions): Promise<PodpassServer> {
    const url = `http://127.0.0.1:${port ?? (await findFreePort())}`;
    const child = spawn(process.execPath, [join(ROOT, "apps/api/src/main.ts")], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        ...process.env,
        HOST: "127.0.0.1",
        PORT: new URL(url).port,
        SITE_URL: url,
        DATA_DIR: dataDir,
        LOG_LEVEL: "error",
        ...env,
      },
    });
    const server = new PodpassServer(url, child);
    await server.#waitUntilReady();
    return server;
  }

  async #waitUntilReady(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (Date.now() < deadline) {
      if (this.failure) throw new Error(`Before it answered, Podpass ${this.failure}`);
      const answer = await fetch(`${this.url}/api/status`).catch(() => null);
      if (answer?.ok) return;
      await delay(POLL_MS);
    }
    await this.close();
    throw new Error(`Podpass did not answer within ${START_TIMEOUT_MS / 1000} seconds`);
  }

  /** Asks the server to finish and waits for it; ends it when it does not. May be called again. */
  async close(): Promise<void> {
    if (this.failure) return;
    const exited = once(this.process, "exit");
    this.process.kill("SIGTERM");
    const timer = setTimeout(() => this.process.kill("SIGKILL"), STOP_TIMEOUT_MS);
    await exited;
    clearTimeout(timer);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
