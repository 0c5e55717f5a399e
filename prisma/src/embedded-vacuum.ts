import type pg from "pg";

/**
 * As PostgreSQL's own autovacuum decides it, by its defaults:
 * https://www.postgresql.org/docs/current/routine-vacuuming.html#AUTOVACUUM
 */
const TABLES_IN_NEED = `
  SELECT quote_ident(relname) AS name
  FROM pg_stat_user_tables
  WHERE n_dead_tup > 50 + 0.2 * n_live_tup
     OR n_ins_since_vacuum > 1000 + 0.2 * n_live_tup
     OR n_mod_since_analyze > 50 + 0.1 * n_live_tup
  ORDER BY relname`;

/**
 * Makes the space of deleted and outdated rows free for new ones, and counts the tables anew for the planner. A server
 * does so by itself; an embedded database has no process that would, and would only ever grow. Table by table, so that
 * whoever waits for the one session waits for one table.
 */
export async function vacuumEmbedded(pool: pg.Pool): Promise<void> {
  // What the last statements did is not counted before it is asked for.
  await pool.query("SELECT pg_stat_force_next_flush()");
  const { rows } = await pool.query<{ name: string }>(TABLES_IN_NEED);
  for (const { name } of rows) await pool.query(`VACUUM (ANALYZE) ${name}`);
}
