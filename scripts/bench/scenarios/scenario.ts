import type { PostgresServer } from "@podpass/testing";
import type { Cluster } from "../../lab/cluster.ts";
import type { LoadProcess } from "../../lab/load/load-process.ts";

/** What every scenario is given. */
export interface Stage {
  cluster: Cluster;
  postgres: PostgresServer;
  load: LoadProcess;
  /** For each figure. */
  seconds: number;
}

/** Two figures of one run and their ratio, which says more than either on a machine that others use. */
export interface Comparison {
  what: string;
  base: string;
  compared: string;
  ratio: number;
  /** What the ratio should be. */
  wanted: string;
}

export function milliseconds(ms: number): string {
  return `${ms.toFixed(1)} ms`;
}
