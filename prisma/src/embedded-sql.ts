import type pg from "pg";
import { openSql, type Sql } from "./sql.ts";

/** How long a plan is good for. In that time a table grows by some thousand rows at most. */
const PLANS_LAST_MS = 10_000;

/**
 * Prepared statements on an embedded database. A server drops its plans when it has counted a table anew; nothing counts
 * here while a table grows, and a plan that was made for an empty table would stay for as long as the process does.
 * Planning goes by the size a table has then, so plans are made anew when they are old.
 */
export function openEmbeddedSql(pool: pg.Pool, nowMs: () => number = () => performance.now()): Sql {
  const sql = openSql(pool);
  let plannedAtMs = nowMs();
  return async (statement, values) => {
    if (nowMs() - plannedAtMs > PLANS_LAST_MS) {
      plannedAtMs = nowMs();
      await pool.query("DISCARD PLANS");
    }
    return sql(statement, values);
  };
}
