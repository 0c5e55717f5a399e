import { parseArgs } from "node:util";
import { choose, positive } from "../lab/option-values.ts";

export const DATABASES = ["embedded", "postgres"] as const;
export type DatabaseName = (typeof DATABASES)[number];

const FAULTS = ["kill", "postgres", "drain", "disk", "cluster", "replicas", "keys"] as const;
/** What is done to the server, or to what it depends on, while clients use it. */
export type Fault = (typeof FAULTS)[number];

export interface Options {
  faults: readonly Fault[];
  databases: readonly DatabaseName[];
  /** How often Podpass is killed on each database. */
  kills: number;
  /** About how long clients go on before each fault. */
  seconds: number;
  /** The table of docs/reliability.md is replaced by this run's. */
  isWritten: boolean;
}

export const USAGE = `Usage: npm run chaos -- [options]

  --only a,b        ${FAULTS.join(", ")}; default: all
  --database a,b    ${DATABASES.join(", ")}; default: both
  --kills 20        how often Podpass is killed on each database
  --seconds 2       about how long clients go on before each fault
  --write           puts the table into docs/reliability.md`;

/** @throws Error that says which option is wrong. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", default: FAULTS.join(",") },
      database: { type: "string", default: DATABASES.join(",") },
      kills: { type: "string", default: "20" },
      seconds: { type: "string", default: "2" },
      write: { type: "boolean", default: false },
    },
  });
  const kills = positive("--kills", values.kills);
  if (!Number.isInteger(kills)) throw new Error(`--kills: "${values.kills}" is not a whole number`);
  return {
    faults: choose("--only", values.only, FAULTS),
    databases: choose("--database", values.database, DATABASES),
    kills,
    seconds: positive("--seconds", values.seconds),
    isWritten: values.write,
  };
}
