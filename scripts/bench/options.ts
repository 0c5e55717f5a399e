import { parseArgs } from "node:util";
import { choose, positive } from "../lab/option-values.ts";

const OPERATIONS = ["login", "read", "renew", "revoke"] as const;
/** What a client does, over and over: log in, read ten secrets with a token, renew a token, revoke one. */
export type Operation = (typeof OPERATIONS)[number];

const DATABASES = ["embedded", "postgres"] as const;
export type DatabaseName = (typeof DATABASES)[number];

const CLUSTERS = ["fake", "real"] as const;
export type ClusterName = (typeof CLUSTERS)[number];

const SCENARIOS = ["tables", "replicas", "hanging", "start"] as const;
type Scenario = (typeof SCENARIOS)[number];

export interface Options {
  operations: readonly Operation[];
  databases: readonly DatabaseName[];
  clusters: readonly ClusterName[];
  scenarios: readonly Scenario[];
  clients: readonly number[];
  /** For each figure, without warming up. */
  seconds: number;
  /** The tables of docs/performance.md are replaced by this run's. */
  isWritten: boolean;
}

export const USAGE = `Usage: npm run bench -- [options]

  --only a,b        operations (${OPERATIONS.join(", ")}) and scenarios (${SCENARIOS.join(", ")}); default: all
  --database a,b    ${DATABASES.join(", ")}; default: both
  --cluster a,b     ${CLUSTERS.join(", ")}; default: both. The real API server is the one KUBEBUILDER_ASSETS names
  --clients 1,32    how many clients at a time
  --seconds 5       for each figure
  --write           puts the tables into docs/performance.md`;

/** @throws Error that says which option is wrong. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", default: [...OPERATIONS, ...SCENARIOS].join(",") },
      database: { type: "string", default: DATABASES.join(",") },
      cluster: { type: "string", default: CLUSTERS.join(",") },
      clients: { type: "string", default: "1,32" },
      seconds: { type: "string", default: "5" },
      write: { type: "boolean", default: false },
    },
  });
  const only = choose("--only", values.only, [...OPERATIONS, ...SCENARIOS]);
  return {
    operations: OPERATIONS.filter((operation) => only.includes(operation)),
    scenarios: SCENARIOS.filter((scenario) => only.includes(scenario)),
    databases: choose("--database", values.database, DATABASES),
    clusters: choose("--cluster", values.cluster, CLUSTERS),
    clients: values.clients.split(",").map((text) => positive("--clients", text)),
    seconds: positive("--seconds", values.seconds),
    isWritten: values.write,
  };
}
