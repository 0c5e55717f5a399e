import type { DatabaseName } from "./options.ts";

/** What a scenario saw on one database. */
export interface Finding {
  fault: string;
  database: DatabaseName;
  /** How many requests were sent meanwhile, of which kinds. */
  load: string;
  seen: string;
  /** Promises that did not hold; empty when all is well. */
  violations: string[];
}
