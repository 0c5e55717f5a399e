import type { Database } from "@podpass/prisma";

/** How many transactions on a database of PostgreSQL wait for what others hold. */
export async function countWaiting({ client }: Database): Promise<number> {
  const waiting = await client.$queryRaw<object[]>`
    SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return waiting.length;
}
