import { PostgresServer, postgresBinaries } from "@podpass/testing";
import { type Cluster, startFakeCluster } from "../lab/cluster.ts";
import { ClusterLink } from "./cluster-link.ts";
import type { Finding } from "./finding.ts";
import { Installation } from "./installation.ts";
import { ClientProcess } from "./load/client-process.ts";
import type { DatabaseName, Fault, Options } from "./options.ts";
import { drain } from "./scenarios/drain.ts";
import { fillDisk } from "./scenarios/fill-disk.ts";
import { kill } from "./scenarios/kill.ts";
import { loseCluster } from "./scenarios/lose-cluster.ts";
import { loseReplica } from "./scenarios/lose-replica.ts";
import { restartPostgres } from "./scenarios/restart-postgres.ts";
import { rotateKeys } from "./scenarios/rotate-keys.ts";
import { SmallDisk } from "./small-disk.ts";
import type { Stage } from "./stage.ts";

const CLIENTS = { pods: 6, limitedPods: 3, writers: 3 };

/** Where faults are made, and what is missing on this machine. */
export class Arena implements AsyncDisposable {
  readonly #stack: AsyncDisposableStack;
  readonly #cluster: Cluster;
  readonly #link: ClusterLink;
  readonly #load: ClientProcess;
  readonly #postgres: PostgresServer | null;
  readonly #options: Pick<Options, "kills" | "seconds">;

  private constructor(
    stack: AsyncDisposableStack,
    parts: { cluster: Cluster; link: ClusterLink; load: ClientProcess; postgres: PostgresServer | null },
    options: Pick<Options, "kills" | "seconds">,
  ) {
    this.#stack = stack;
    this.#cluster = parts.cluster;
    this.#link = parts.link;
    this.#load = parts.load;
    this.#postgres = parts.postgres;
    this.#options = options;
  }

  static async open(options: Pick<Options, "kills" | "seconds" | "databases">): Promise<Arena> {
    await using stack = new AsyncDisposableStack();
    const cluster = stack.use(await startFakeCluster());
    const link = stack.use(await ClusterLink.open(cluster));
    const load = stack.use(new ClientProcess());
    const isWanted = options.databases.includes("postgres") && postgresBinaries() !== undefined;
    const postgres = isWanted ? stack.use(await PostgresServer.start({ durable: true })) : null;
    return new Arena(stack.move(), { cluster, link, load, postgres }, options);
  }

  /** The findings of one fault on one database; none where the fault or the machine has nothing to do with it. */
  async run(fault: Fault, database: DatabaseName): Promise<Finding[]> {
    const postgres = this.#postgres;
    if (database === "postgres" && !postgres) return [];
    const stage = this.#stage(database);
    switch (fault) {
      case "kill":
        return [await kill(stage, this.#options.kills)];
      case "drain":
        return [await drain(stage)];
      case "disk":
        return this.#fillDisk(stage);
      case "cluster":
        return [await loseCluster(stage, this.#link, "cut"), await loseCluster(stage, this.#link, "hold")];
      case "keys":
        return [await rotateKeys(stage)];
      case "postgres":
        if (database !== "postgres" || !postgres) return [];
        return [await restartPostgres(stage, postgres, "INT"), await restartPostgres(stage, postgres, "KILL")];
      case "replicas":
        if (database !== "postgres") return [];
        return [
          await loseReplica(stage, "killed"),
          await loseReplica(stage, "stopped"),
          await loseReplica(stage, "deaf"),
        ];
      default:
        return fault satisfies never;
    }
  }

  async #fillDisk(stage: Stage): Promise<Finding[]> {
    await using disk = await SmallDisk.mount();
    return disk ? [await fillDisk(stage, disk)] : [];
  }

  #stage(database: DatabaseName): Stage {
    const cluster = this.#link.cluster;
    return {
      database,
      cluster,
      load: this.#load,
      clients: CLIENTS,
      loadMs: this.#options.seconds * 1000,
      random: Math.random,
      createInstallation: async () => Installation.create(await this.#newPlace(database), cluster),
    };
  }

  async #newPlace(database: DatabaseName) {
    const postgres = this.#postgres;
    if (database === "embedded" || !postgres) return { kind: "embedded" as const };
    return { kind: "postgres" as const, url: (await postgres.createDatabase()).url };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}
