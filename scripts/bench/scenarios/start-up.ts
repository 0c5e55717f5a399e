import { PodpassServer, type PostgresServer } from "@podpass/testing";
import { postgresEnv, temporaryFolder } from "../bed.ts";
import { percentile } from "../measure.ts";

const STARTS = 3;

/** Milliseconds from starting the process to its first answer. */
export interface StartUp {
  database: "embedded" | "postgres";
  /** On an empty folder or database, which is made or migrated first. */
  firstMs: number;
  /** The median of starts on what the first left. */
  laterMs: number;
}

export async function startUp(database: StartUp["database"], postgres: PostgresServer | null): Promise<StartUp> {
  await using stack = new AsyncDisposableStack();
  const dataDir = await temporaryFolder(stack);
  const env = postgres === null ? {} : postgresEnv((await postgres.createDatabase()).url);
  const firstMs = await timeStart(dataDir, env);
  const laterMs: number[] = [];
  for (let start = 0; start < STARTS; start += 1) laterMs.push(await timeStart(dataDir, env));
  return { database, firstMs, laterMs: percentile(laterMs, 50) };
}

async function timeStart(dataDir: string, env: Record<string, string>): Promise<number> {
  const startedAt = performance.now();
  await using _server = await PodpassServer.start({ dataDir, env });
  return performance.now() - startedAt;
}
