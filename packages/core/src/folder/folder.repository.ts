import { randomUUID } from "node:crypto";
import { startingWith } from "../shared/containing.ts";
import type { Db } from "../shared/store.ts";
import { unlessTaken } from "../shared/unless-taken.ts";

const columns = {
  id: true,
  environmentId: true,
  parentId: true,
  name: true,
  path: true,
  description: true,
  version: true,
  createdAt: true,
  updatedAt: true,
} as const;

export interface FolderRow {
  id: string;
  environmentId: string;
  parentId: string | null;
  name: string;
  path: string;
  description: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

interface FolderChange {
  name: string;
  path: string;
  description: string;
  version: number;
}

/** Below this folder at any depth, itself left out. */
const below = (path: string) => ({ path: { ...startingWith(path === "/" ? "/" : `${path}/`), not: path } });

export function folderRepository(db: Db) {
  return {
    /** Gives new environments the folder that everything else of them is in. */
    async insertRoots(environments: { id: string; createdAt: Date }[]): Promise<void> {
      const root = { parentId: null, name: "", path: "/", description: "", version: 1 };
      await db.folder.createMany({
        data: environments.map(({ id, createdAt }) => ({
          ...root,
          id: randomUUID(),
          environmentId: id,
          createdAt,
          updatedAt: createdAt,
        })),
      });
    },

    async insert(row: FolderRow): Promise<void> {
      await db.folder.create({ data: row, select: { id: true } });
    },

    findByPath(environmentId: string, path: string): Promise<FolderRow | null> {
      return db.folder.findUnique({ where: { environmentId_path: { environmentId, path } }, select: columns });
    },

    /** Those of these paths that exist, the root first. */
    listByPaths(environmentId: string, paths: string[]): Promise<FolderRow[]> {
      return db.folder.findMany({
        where: { environmentId, path: { in: paths } },
        orderBy: { path: "asc" },
        select: columns,
      });
    },

    /** A folder by id alone; the caller's tenant is part of the search. */
    findForOrganization(id: string, organizationId: string) {
      return db.folder.findFirst({
        where: { id, environment: { project: { organizationId } } },
        select: { ...columns, environment: { select: { projectId: true, slug: true } } },
      });
    },

    /** The folders right in this one, by name. */
    listChildren(parentId: string): Promise<FolderRow[]> {
      return db.folder.findMany({ where: { parentId }, orderBy: { name: "asc" }, select: columns });
    },

    /** The folders below a path at any depth, each before those in it. */
    listBelow(environmentId: string, path: string): Promise<FolderRow[]> {
      return db.folder.findMany({
        where: { environmentId, ...below(path) },
        orderBy: { path: "asc" },
        select: columns,
      });
    },

    count(environmentId: string): Promise<number> {
      return db.folder.count({ where: { environmentId } });
    },

    /**
     * Where folders of a project are, of those that are still there. Until the transaction ends neither they nor their
     * environments are renamed or deleted.
     */
    holdPlaces(projectId: string, ids: string[]): Promise<{ id: string; path: string; environment: string }[]> {
      // A change of what a unique index is over, as of a path, waits for FOR KEY SHARE; other changes do not. The project
      // comes first: its deletion takes the environments in an order of its own.
      return db.$queryRaw`
        WITH project AS MATERIALIZED (
          SELECT id FROM projects WHERE id = ${projectId}::uuid FOR KEY SHARE
        )
        SELECT folders.id, folders.path, environments.slug AS environment
        FROM project
        JOIN environments ON environments.project_id = project.id
        JOIN folders ON folders.environment_id = environments.id
        WHERE folders.id = ANY(${ids}::uuid[]) ORDER BY folders.id FOR KEY SHARE OF environments, folders`;
    },

    /** Waits for those who write in a folder or below, and keeps others from it until the transaction ends. */
    async lockAll(environmentId: string, path: string): Promise<void> {
      await db.$queryRaw`
        SELECT id FROM folders
        WHERE environment_id = ${environmentId}::uuid AND (path = ${path} OR starts_with(path, ${path} || '/'))
        ORDER BY id FOR UPDATE`;
    },

    /** Null when the folder around it already has one of the new name. */
    update(id: string, change: FolderChange, at: Date): Promise<FolderRow | null> {
      const data = { ...change, updatedAt: at };
      return unlessTaken(db.folder.update({ where: { id }, data, select: columns }));
    },

    /** Lets the folders below follow one whose path has changed. */
    async movePaths(environmentId: string, from: string, to: string): Promise<void> {
      await db.$executeRaw`
        UPDATE folders SET path = ${to} || substr(path, length(${from}) + 1)
        WHERE environment_id = ${environmentId}::uuid AND starts_with(path, ${from} || '/')`;
    },

    /** With all that is in it. */
    async delete(id: string): Promise<void> {
      await db.folder.delete({ where: { id }, select: { id: true } });
    },
  };
}
