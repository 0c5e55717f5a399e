import { Prisma } from "@podpass/prisma";
import { z } from "zod";
import type { Db } from "../shared/store.ts";

interface AttemptRule {
  threshold: number;
  lockSeconds: number;
  resetSeconds: number;
}

const Counted = z.array(z.object({ failures: z.number() }));

/** Attempts that did not succeed, by what they were made at; one count for all replicas. */
export function attemptRepository(db: Db) {
  return {
    /**
     * Counts an attempt as failed before it is looked at, and locks at the threshold. Null while locked, which no attempt
     * prolongs. The statement itself decides, so of any number of attempts at once exactly the threshold gets through.
     */
    async count(subject: string, rule: AttemptRule, at: Date): Promise<{ failures: number } | null> {
      const now = Prisma.sql`${at}::timestamptz`;
      const failures = Prisma.sql`
        CASE WHEN a.locked_until IS NULL AND a.last_failed_at > ${now} - make_interval(secs => ${rule.resetSeconds}::int)
          THEN a.failures + 1 ELSE 1 END`;
      const lockFrom = (count: Prisma.Sql) => Prisma.sql`
        CASE WHEN ${count} >= ${rule.threshold}::int
          THEN ${now} + make_interval(secs => ${rule.lockSeconds}::int) END`;
      const rows = await db.$queryRaw(Prisma.sql`
        INSERT INTO attempt_counts AS a (subject, failures, last_failed_at, locked_until)
        VALUES (${subject}, 1, ${now}, ${lockFrom(Prisma.sql`1`)})
        ON CONFLICT (subject) DO UPDATE
          SET failures = ${failures}, last_failed_at = ${now}, locked_until = ${lockFrom(failures)}
        WHERE a.locked_until IS NULL OR a.locked_until <= ${now}
        RETURNING failures`);
      return Counted.parse(rows)[0] ?? null;
    },

    /** Until when it is locked, or null. */
    async lockedUntil(subject: string, at: Date): Promise<Date | null> {
      const where = { subject, lockedUntil: { gt: at } };
      return (await db.attemptCount.findFirst({ where, select: { lockedUntil: true } }))?.lockedUntil ?? null;
    },

    /** Those of the subjects that are locked. */
    async listLocked(subjects: readonly string[], at: Date): Promise<Set<string>> {
      const where = { subject: { in: [...subjects] }, lockedUntil: { gt: at } };
      return new Set((await db.attemptCount.findMany({ where, select: { subject: true } })).map((row) => row.subject));
    },

    /** Takes back one attempt, which succeeded, and the lock that its count may have made. */
    async takeBack(subject: string): Promise<void> {
      const data = { failures: { decrement: 1 }, lockedUntil: null };
      await db.attemptCount.updateMany({ where: { subject, failures: { gt: 0 } }, data });
    },

    /** Begins anew, a lock included. */
    async forget(...subjects: string[]): Promise<void> {
      await db.attemptCount.deleteMany({ where: { subject: { in: subjects } } });
    },

    /** Removes what no longer counts. */
    async prune(failedBefore: Date, at: Date): Promise<void> {
      const isOpen = { OR: [{ lockedUntil: null }, { lockedUntil: { lte: at } }] };
      await db.attemptCount.deleteMany({ where: { lastFailedAt: { lte: failedBefore }, ...isOpen } });
    },
  };
}
