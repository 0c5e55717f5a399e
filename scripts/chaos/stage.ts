import type { Cluster } from "../lab/cluster.ts";
import type { Installation } from "./installation.ts";
import type { ClientPlan } from "./load/client-plan.ts";
import type { ClientProcess } from "./load/client-process.ts";
import type { DatabaseName } from "./options.ts";

/** What every scenario is given. */
export interface Stage {
  database: DatabaseName;
  cluster: Cluster;
  load: ClientProcess;
  clients: ClientPlan["clients"];
  /** About how long clients go on before something is done to the server. */
  loadMs: number;
  /** From 0 to 1: when exactly. */
  random(): number;
  createInstallation(): Promise<Installation>;
}
