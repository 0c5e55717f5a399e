import { Prisma } from "@podpass/prisma";
import type { Db } from "../shared/store.ts";

export function jobRepository(db: Db) {
  return {
    /**
     * True for whoever may run the job now; nobody else may before `nextRunAt`. The statement itself decides, so of any
     * number of replicas one does. An instant further ahead than that was written by a clock that was wrong.
     */
    async claim(name: string, at: Date, nextRunAt: Date): Promise<boolean> {
      const count = await db.$executeRaw(Prisma.sql`
        INSERT INTO jobs (name, next_run_at) VALUES (${name}, ${nextRunAt}::timestamptz)
        ON CONFLICT (name) DO UPDATE SET next_run_at = ${nextRunAt}::timestamptz
        WHERE jobs.next_run_at <= ${at}::timestamptz OR jobs.next_run_at > ${nextRunAt}::timestamptz`);
      return count === 1;
    },
  };
}
