import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { retryOnTakenPort } from "../find-free-port.ts";
import type { SupervisedProcess } from "../supervised-process.ts";
import { removeTemporaryFolder } from "../temporary-folder.ts";
import { createCluster, type PostgresCluster, startServer } from "./start-cluster.ts";

/** How long the children of a killed postmaster may take to notice. */
const CHILDREN_MS = 10_000;

export interface PostgresServerOptions {
  /** True keeps fsync and synchronous commits on, for tests of what survives a crash. Default false: faster. */
  durable?: boolean;
  /** Where the folder of its data is made. Default: among temporary files. */
  parentFolder?: string;
}

export interface PostgresDatabase {
  name: string;
  url: string;
  /** Cuts whoever is connected and removes the database. May be called again. */
  drop(): Promise<void>;
}

/** A PostgreSQL server of its own, on a loopback port and a unix socket, with its data in a temporary folder. */
export class PostgresServer implements AsyncDisposable {
  /** Connects a superuser to the database `postgres`. Stays the same across restarts. */
  readonly url: string;
  /** The folder of the unix socket. */
  readonly socketFolder: string;
  readonly #cluster: PostgresCluster;
  #server: SupervisedProcess;
  #migrated: Promise<PostgresDatabase> | undefined;

  private constructor(cluster: PostgresCluster, server: SupervisedProcess) {
    this.#cluster = cluster;
    this.#server = server;
    this.url = this.#urlOf("postgres");
    this.socketFolder = cluster.folder;
  }

  /**
   * Starts a new, empty server; as root it runs as the user `postgres`. It ends when closed, and when this process
   * ends in whatever way.
   * @throws Error when PostgreSQL is not installed (see `postgresBinaries`), or with the end of the server's log.
   */
  static start({ durable = false, parentFolder }: PostgresServerOptions = {}): Promise<PostgresServer> {
    return retryOnTakenPort(async () => {
      const cluster = await createCluster(durable, parentFolder);
      try {
        return new PostgresServer(cluster, await startServer(cluster));
      } catch (error) {
        removeTemporaryFolder(cluster.folder);
        throw error;
      }
    });
  }

  /** Makes a database, empty or a copy of the one named `template`, to which nobody may be connected meanwhile. */
  async createDatabase({ template = "template1" }: { template?: string } = {}): Promise<PostgresDatabase> {
    const name = `podpass_${randomBytes(8).toString("hex")}`;
    await this.#execute(`CREATE DATABASE ${name} TEMPLATE ${pg.escapeIdentifier(template)}`);
    return { name, url: this.#urlOf(name), drop: () => this.#execute(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
  }

  /**
   * Makes a database with this version's schema: a copy of one that the first call migrates. Copying takes a fraction of
   * the time.
   */
  async createMigratedDatabase(): Promise<PostgresDatabase> {
    this.#migrated ??= this.#migrate();
    const { name } = await this.#migrated;
    return this.createDatabase({ template: name });
  }

  /**
   * Stops the server, cutting its clients, and starts it on the same port and data. With `QUIT` it stops without writing
   * anything more and recovers from its log as after a power cut; `KILL` takes the postmaster away, and its children
   * notice.
   */
  async restart({ signal = "INT" }: { signal?: "INT" | "QUIT" | "KILL" } = {}): Promise<void> {
    await this.#server.stop(signal);
    this.#server = await retryWhileChildrenLive(() => startServer(this.#cluster));
  }

  /** Ends the server and removes its data. May be called again. */
  async close(): Promise<void> {
    await this.#server.stop("QUIT");
    removeTemporaryFolder(this.#cluster.folder);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #urlOf(database: string): string {
    return `postgresql://podpass:${this.#cluster.password}@127.0.0.1:${this.#cluster.port}/${database}`;
  }

  async #migrate(): Promise<PostgresDatabase> {
    // Only now: whoever starts a server for Podpass itself does without.
    const { openDatabase } = await import("@podpass/prisma");
    const template = await this.createDatabase();
    const database = await openDatabase({ kind: "postgres", url: template.url });
    await database.close();
    return template;
  }

  async #execute(sql: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.url });
    try {
      await client.connect();
      await client.query(sql);
    } catch (cause) {
      throw new Error(`${sql} failed: ${this.#server.failure ?? String(cause)}`, { cause });
    } finally {
      await client.end();
    }
  }
}

/** A killed postmaster's children hold its shared memory until they have noticed. */
async function retryWhileChildrenLive<Result>(start: () => Promise<Result>): Promise<Result> {
  const deadline = Date.now() + CHILDREN_MS;
  for (;;) {
    try {
      return await start();
    } catch (error) {
      const isHeld = error instanceof Error && error.message.includes("pre-existing shared memory block");
      if (!isHeld || Date.now() > deadline) throw error;
      await delay(100);
    }
  }
}
