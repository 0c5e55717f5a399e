import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import type { FloorConfig } from "./floor-config.ts";

/** As many as Podpass opens. */
const MAX_CONNECTIONS = 10;

export interface FloorDatabase {
  query(sql: string, values: unknown[]): Promise<Record<string, unknown>[]>;
}

/** The driver alone: no schema client, no mapping, no transaction. */
export async function openFloorDatabase(config: FloorConfig["database"]): Promise<FloorDatabase> {
  if (config.kind === "embedded") {
    const engine = await PGlite.create(config.folder);
    return { query: async (sql, values) => (await engine.query<Record<string, unknown>>(sql, values)).rows };
  }
  const pool = new pg.Pool({ connectionString: config.url, max: MAX_CONNECTIONS });
  return { query: async (sql, values) => (await pool.query<Record<string, unknown>>(sql, values)).rows };
}
