import type { Prisma } from "@podpass/prisma";
import type { Db } from "../shared/store.ts";
import { unlessTaken } from "../shared/unless-taken.ts";

const place = {
  id: true,
  path: true,
  environment: { select: { id: true, slug: true, name: true, projectId: true } },
} as const;

const columns = {
  id: true,
  position: true,
  createdAt: true,
  updatedAt: true,
  folder: { select: place },
  sourceFolder: { select: place },
} satisfies Prisma.SecretImportSelect;

export type SecretImportRow = Prisma.SecretImportGetPayload<{ select: typeof columns }>;

interface NewSecretImport {
  id: string;
  folderId: string;
  sourceFolderId: string;
  position: number;
  createdAt: Date;
  updatedAt: Date;
}

export function secretImportRepository(db: Db) {
  return {
    /** False when the folder already imports the source. */
    async insert(row: NewSecretImport): Promise<boolean> {
      return (await db.secretImport.createMany({ data: [row], skipDuplicates: true })).count === 1;
    },

    /** What folders import, each folder's in its order. */
    list(folderIds: string[]): Promise<SecretImportRow[]> {
      return db.secretImport.findMany({
        where: { folderId: { in: folderIds } },
        orderBy: [{ position: "asc" }, { createdAt: "asc" }],
        select: columns,
      });
    },

    /** Which folder of a project imports which. */
    listEdges(projectId: string) {
      return db.secretImport.findMany({
        where: { folder: { environment: { projectId } } },
        select: { id: true, folderId: true, sourceFolderId: true },
      });
    },

    /** Where else folders are imported: into folders that are not among them. */
    async listImporters(folderIds: string[]): Promise<SecretImportRow["folder"][]> {
      const rows = await db.secretImport.findMany({
        where: { sourceFolderId: { in: folderIds }, folderId: { notIn: folderIds } },
        distinct: ["folderId"],
        orderBy: { createdAt: "asc" },
        select: columns,
      });
      return rows.map(({ folder }) => folder);
    },

    /** The same by where the folders are. */
    listEdgePlaces(projectId: string) {
      const at = { select: { path: true, environment: { select: { slug: true } } } } as const;
      return db.secretImport.findMany({
        where: { folder: { environment: { projectId } } },
        select: { folder: at, sourceFolder: at },
      });
    },

    findForProject(id: string, projectId: string): Promise<SecretImportRow | null> {
      return db.secretImport.findFirst({ where: { id, folder: { environment: { projectId } } }, select: columns });
    },

    /** An import by id alone; the caller's tenant is part of the search. */
    findForOrganization(id: string, organizationId: string): Promise<SecretImportRow | null> {
      const where = { id, folder: { environment: { project: { organizationId } } } };
      return db.secretImport.findFirst({ where, select: columns });
    },

    /** Null when the folder already imports the new source. */
    setSource(id: string, sourceFolderId: string, at: Date) {
      const data = { sourceFolderId, updatedAt: at };
      return unlessTaken(db.secretImport.update({ where: { id }, data, select: { id: true } }));
    },

    async setPosition(id: string, position: number): Promise<void> {
      await db.secretImport.update({ where: { id }, data: { position }, select: { id: true } });
    },

    async delete(id: string): Promise<void> {
      await db.secretImport.delete({ where: { id }, select: { id: true } });
    },
  };
}
