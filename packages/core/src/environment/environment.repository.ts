import type { Db } from "../shared/store.ts";
import { unlessTaken } from "../shared/unless-taken.ts";

/** What is read of an environment, also as part of its project. */
export const environmentColumns = {
  id: true,
  projectId: true,
  name: true,
  slug: true,
  position: true,
  createdAt: true,
  updatedAt: true,
} as const;

interface NewEnvironment {
  id: string;
  projectId: string;
  name: string;
  slug: string;
  position: number;
  createdAt: Date;
}

export interface EnvironmentRow extends NewEnvironment {
  updatedAt: Date;
}

interface EnvironmentChange {
  name: string;
  slug: string;
  position: number;
}

export function environmentRepository(db: Db) {
  return {
    /** How many were new: one whose slug the project already has is left out. */
    async insertMany(rows: NewEnvironment[]): Promise<number> {
      const data = rows.map((row) => ({ ...row, updatedAt: row.createdAt }));
      return (await db.environment.createMany({ data, skipDuplicates: true })).count;
    },

    findForProject(id: string, projectId: string) {
      return db.environment.findFirst({ where: { id, projectId }, select: environmentColumns });
    },

    /** An environment by id alone, with the organization it belongs to; the caller's tenant is part of the search. */
    findForOrganization(id: string, organizationId: string) {
      return db.environment.findFirst({ where: { id, project: { organizationId } }, select: environmentColumns });
    },

    /** In the order people see. */
    list(projectId: string) {
      return db.environment.findMany({
        where: { projectId },
        orderBy: [{ position: "asc" }, { createdAt: "asc" }],
        select: environmentColumns,
      });
    },

    /** Makes room at a position: those at or behind it move one back. */
    async moveBack(projectId: string, fromPosition: number): Promise<void> {
      await db.environment.updateMany({
        where: { projectId, position: { gte: fromPosition } },
        data: { position: { increment: 1 } },
      });
    },

    /** Null when the project already has the new slug. */
    update(id: string, change: EnvironmentChange, at: Date) {
      return unlessTaken(
        db.environment.update({ where: { id }, data: { ...change, updatedAt: at }, select: environmentColumns }),
      );
    },

    async setPosition(id: string, position: number): Promise<void> {
      await db.environment.update({ where: { id }, data: { position }, select: { id: true } });
    },

    async delete(id: string): Promise<void> {
      await db.environment.delete({ where: { id }, select: { id: true } });
    },

    async countSecrets(id: string): Promise<number> {
      return db.secret.count({ where: { folder: { environmentId: id } } });
    },

    /**
     * Holds the row until the transaction ends, so that changes of its folders follow each other. The slug that it keeps
     * as long; null when it is gone.
     */
    async lock(id: string): Promise<string | null> {
      const [row] = await db.$queryRaw<{ slug: string }[]>`
        SELECT slug FROM environments WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
      return row?.slug ?? null;
    },

    /** Waits for those who write secrets in the environment, and keeps others from it until the transaction ends. */
    async lockAll(id: string): Promise<void> {
      await db.$queryRaw`SELECT id FROM environments WHERE id = ${id}::uuid FOR UPDATE`;
    },
  };
}
