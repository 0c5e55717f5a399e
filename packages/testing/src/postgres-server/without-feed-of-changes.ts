import pg from "pg";

/**
 * Does something while no replica is told of changes: ends the connections by which they are, and lets nobody connect to
 * the database anew until it is done. Other connections that are open are left alone.
 */
export async function withoutFeedOfChanges<Result>(url: string, work: () => Promise<Result>): Promise<Result> {
  const database = new URL(url).pathname.slice(1);
  // Nobody can shut the database they are connected to.
  const client = new pg.Client({ connectionString: new URL("/postgres", url).href });
  await client.connect();
  const allow = (isAllowed: boolean) =>
    client.query(`ALTER DATABASE ${pg.escapeIdentifier(database)} ALLOW_CONNECTIONS ${isAllowed}`);
  try {
    await allow(false);
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND application_name = 'podpass changes'",
      [database],
    );
    return await work();
  } finally {
    await allow(true);
    await client.end();
  }
}
