import type pg from "pg";

/**
 * Lets every session of a pool count in UTC, whatever the database or its role is set to. Prisma's adapter sends and
 * reads an instant without its offset (it takes the session for one in UTC), the driver itself with it: in another time
 * zone the two would be hours apart, and a token would live on after its end.
 */
export const IN_UTC = {
  // Waited for: the pool hands out no connection before, and none at all when it fails.
  onConnect: async (client) => {
    await client.query("SET TIME ZONE 'UTC'");
  },
} satisfies pg.PoolConfig;
