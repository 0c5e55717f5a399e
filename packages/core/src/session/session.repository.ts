import type { Db } from "../shared/store.ts";

const columns = {
  id: true,
  userId: true,
  method: true,
  ipAddress: true,
  userAgent: true,
  createdAt: true,
  lastSeenAt: true,
  expiresAt: true,
} as const;

interface NewSession {
  id: string;
  token: string;
  userId: string;
  method: string;
  ipAddress: string;
  userAgent: string;
  createdAt: Date;
  expiresAt: Date;
}

interface SessionFilter {
  userId: string;
  /** Sessions that were seen since, opened since and end later than these instants are not over. */
  seenAfter: Date;
  createdAfter: Date;
  endsAfter: Date;
}

export function sessionRepository(db: Db) {
  return {
    async insert(row: NewSession): Promise<void> {
      const data = { ...row, lastSeenAt: row.createdAt, updatedAt: row.createdAt };
      await db.session.create({ data, select: { id: true } });
    },

    find(id: string) {
      return db.session.findUnique({ where: { id }, select: columns });
    },

    async touch(id: string, at: Date): Promise<void> {
      await db.session.updateMany({ where: { id, lastSeenAt: { lt: at } }, data: { lastSeenAt: at } });
    },

    /** Those that are not over, the newest first. */
    list(filter: SessionFilter, before: { at: Date; id: string } | null, take: number) {
      const older = before && [{ createdAt: { lt: before.at } }, { createdAt: before.at, id: { lt: before.id } }];
      return db.session.findMany({
        where: {
          userId: filter.userId,
          lastSeenAt: { gt: filter.seenAfter },
          createdAt: { gt: filter.createdAfter },
          expiresAt: { gt: filter.endsAfter },
          ...(older ? { OR: older } : {}),
        },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take,
        select: columns,
      });
    },

    /** How many ended: none when it was over or is somebody else's. */
    async end(userId: string, id: string): Promise<number> {
      return (await db.session.deleteMany({ where: { id, userId } })).count;
    },

    /** Ends all of a person's, or all but one. */
    async endAll(userId: string, exceptId?: string): Promise<number> {
      const others = exceptId === undefined ? {} : { id: { not: exceptId } };
      return (await db.session.deleteMany({ where: { userId, ...others } })).count;
    },

    /** Removes what is over. */
    async prune(seenBefore: Date, endedBefore: Date): Promise<number> {
      const where = { OR: [{ lastSeenAt: { lte: seenBefore } }, { expiresAt: { lte: endedBefore } }] };
      return (await db.session.deleteMany({ where })).count;
    },
  };
}
