import type pg from "pg";

/** The age of a table's oldest transaction from which its rows are frozen: autovacuum_freeze_max_age. */
const FREEZE_AGE = 200_000_000;

/**
 * As PostgreSQL's own autovacuum decides it, by its defaults:
 * https://www.postgresql.org/docs/current/routine-vacuuming.html#AUTOVACUUM
 */
const TABLES_IN_NEED = `
  SELECT * FROM (
    SELECT
      c.oid::regclass::text AS name,
      GREATEST(age(c.relfrozenxid), age(t.relfrozenxid)) > $1 AS "isOld",
      s.n_dead_tup > 50 + 0.2 * s.n_live_tup
        OR s.n_ins_since_vacuum > 1000 + 0.2 * s.n_live_tup
        OR s.n_mod_since_analyze > 50 + 0.1 * s.n_live_tup AS "isChanged"
    FROM pg_stat_all_tables s
    JOIN pg_class c ON c.oid = s.relid
    LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
    -- What is too long for a row goes with the table it is of.
    WHERE s.schemaname <> 'pg_toast'
  ) tables
  WHERE "isOld" OR "isChanged"
  ORDER BY name`;

/**
 * Makes the space of deleted and outdated rows free for new ones, counts the tables anew for the planner, and freezes
 * rows before the numbers of transactions go round, when they would be taken for rows of the future. A server does all of
 * it by itself; an embedded database has no process that would. Table by table, so that whoever waits for the one session
 * waits for one table.
 * @throws AggregateError when tables could not be vacuumed; the others were.
 */
export async function vacuumEmbedded(pool: pg.Pool, freezeAge = FREEZE_AGE): Promise<void> {
  // What the last statements did is not counted before it is asked for.
  await pool.query("SELECT pg_stat_force_next_flush()");
  const { rows } = await pool.query<{ name: string; isOld: boolean }>(TABLES_IN_NEED, [freezeAge]);
  const failures: unknown[] = [];
  for (const { name, isOld } of rows) {
    await pool.query(`VACUUM (ANALYZE${isOld ? ", FREEZE" : ""}) ${name}`).catch((error) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, "Tables of the embedded database could not be vacuumed");
}
