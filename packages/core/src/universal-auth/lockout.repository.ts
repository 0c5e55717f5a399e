import { Prisma } from "@podpass/prisma";
import type { Db } from "../shared/store.ts";

/** Wrong client secrets in a row, one count for each client id, whichever replica was asked. */
export function lockoutRepository(db: Db) {
  return {
    /**
     * Counts a wrong client secret and locks at the threshold, by the configuration as it is now. False when nothing was
     * counted: it is locked already, which no attempt prolongs, or the lockout is off. The statement itself decides, so of
     * any number of attempts at once exactly the threshold is counted.
     */
    async countFailure(universalAuthId: string, at: Date): Promise<boolean> {
      const now = Prisma.sql`${at}::timestamptz`;
      const lockFrom = (failures: Prisma.Sql) => Prisma.sql`
        CASE WHEN ${failures} >= u.lockout_threshold
          THEN ${now} + make_interval(secs => u.lockout_duration_seconds) END`;
      const count = await db.$executeRaw(Prisma.sql`
        INSERT INTO universal_auth_lockouts AS l (universal_auth_id, failures, last_failed_at, locked_until)
        SELECT u.id, 1, ${now}, ${lockFrom(Prisma.sql`1`)}
        FROM universal_auths u
        WHERE u.id = ${universalAuthId}::uuid AND u.is_lockout_enabled
        ON CONFLICT (universal_auth_id) DO UPDATE SET (failures, last_failed_at, locked_until) = (
          SELECT n.failures, ${now}, ${lockFrom(Prisma.sql`n.failures`)}
          FROM universal_auths u
          CROSS JOIN LATERAL (
            SELECT CASE
              WHEN l.locked_until IS NULL
                AND l.last_failed_at > ${now} - make_interval(secs => u.lockout_counter_reset_seconds)
              THEN l.failures + 1 ELSE 1 END AS failures
          ) n
          WHERE u.id = l.universal_auth_id
        )
        WHERE l.locked_until IS NULL OR l.locked_until <= ${now}`);
      return count === 1;
    },

    /** Begins the count anew after a right client secret; a lock stays. */
    async forgetFailures(universalAuthId: string, at: Date): Promise<void> {
      await db.universalAuthLockout.deleteMany({
        where: { universalAuthId, OR: [{ lockedUntil: null }, { lockedUntil: { lte: at } }] },
      });
    },

    /** Opens what is locked and forgets what was counted; answers how many locks there were. */
    async clear(universalAuthId: string, at: Date): Promise<number> {
      const { count } = await db.universalAuthLockout.deleteMany({
        where: { universalAuthId, lockedUntil: { gt: at } },
      });
      await db.universalAuthLockout.deleteMany({ where: { universalAuthId } });
      return count;
    },
  };
}
