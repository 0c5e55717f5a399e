import { Prisma, type Sql } from "@podpass/prisma";
import { containing } from "../shared/containing.ts";
import type { CursorKey } from "../shared/cursor.ts";
import type { Db } from "../shared/store.ts";
import { unlessTaken } from "../shared/unless-taken.ts";
import { LIST_WITHIN } from "./secret.statements.ts";

const nameColumns = {
  id: true,
  folderId: true,
  key: true,
  tags: { select: { tag: { select: { id: true, slug: true, color: true } } }, orderBy: { tag: { slug: "asc" } } },
} satisfies Prisma.SecretSelect;

const columns = {
  ...nameColumns,
  encryptedValue: true,
  encryptedComment: true,
  encryptedMetadata: true,
  skipMultilineEncoding: true,
  version: true,
  createdAt: true,
  updatedAt: true,
} satisfies Prisma.SecretSelect;

export interface TagOfSecret {
  id: string;
  slug: string;
  color: string;
}

/** What is known of a secret without its content. */
export interface SecretName {
  id: string;
  folderId: string;
  key: string;
  tags: TagOfSecret[];
}

export interface SecretRow extends SecretName {
  encryptedValue: Uint8Array<ArrayBuffer>;
  encryptedComment: Uint8Array<ArrayBuffer>;
  encryptedMetadata: Uint8Array<ArrayBuffer> | null;
  skipMultilineEncoding: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** A secret with the slug of its environment and the path of its folder. */
export interface PlacedSecret extends SecretName {
  environment: string;
  path: string;
}

const placedColumns = {
  ...nameColumns,
  folder: { select: { path: true, environment: { select: { slug: true } } } },
} satisfies Prisma.SecretSelect;

interface SecretScan {
  projectId: string;
  text: string | null;
  after: CursorKey | null;
  take: number;
}

interface ListWithin {
  folderIds: string[];
  /** Null: all. */
  keys: string[] | null;
  /** Else the values are empty. */
  isValueWanted: boolean;
  /** What each secret counts beside what it holds. */
  bytesAround: number;
}

type FoundSecret = SecretRow & Pick<PlacedSecret, "environment" | "path"> & { bytes: number };

type SecretChange = Omit<SecretRow, "id" | "folderId" | "tags" | "createdAt">;

export function secretRepository(db: Db, sql: Sql) {
  return {
    /** How many were new: one whose key the folder already has is left out. */
    async insertMany(rows: Omit<SecretRow, "tags">[]): Promise<number> {
      // All writers in one order: two that add the same keys wait for one another here.
      const data = rows.toSorted((one, other) => (one.key < other.key ? -1 : 1));
      return (await db.secret.createMany({ data, skipDuplicates: true })).count;
    },

    /**
     * The secrets of folders, by key, where they are, and what they hold as they are stored. When that is more than
     * `maxBytes`: none.
     */
    async listWithin(wanted: ListWithin, maxBytes: number) {
      const { folderIds, keys, isValueWanted, bytesAround } = wanted;
      const values = [folderIds, keys, isValueWanted, bytesAround, maxBytes];
      const found = await sql<FoundSecret>(LIST_WITHIN, values);
      const bytes = found[0]?.bytes ?? 0;
      return { found: bytes > maxBytes ? [] : found, bytes };
    },

    /** The secrets of folders, by key, without their content. */
    async listNames(folderIds: string[]): Promise<SecretName[]> {
      const where = { folderId: { in: folderIds } };
      return (await db.secret.findMany({ where, orderBy: { key: "asc" }, select: nameColumns })).map(withTags);
    },

    /** Some secrets of a folder, by key: the first behind one of them, or of all. */
    async listAfter(folderId: string, key: string | null, take: number): Promise<SecretRow[]> {
      const where = { folderId, ...(key === null ? {} : { key: { gt: key } }) };
      return (await db.secret.findMany({ where, orderBy: { key: "asc" }, take, select: columns })).map(withTags);
    },

    /** Those of a folder that a person has a value of their own for, by key, and where they are. */
    async listOverridden(folderId: string, userId: string): Promise<PlacedSecret[]> {
      const where = { folderId, overrides: { some: { userId } } };
      return (await db.secret.findMany({ where, orderBy: { key: "asc" }, select: placedColumns })).map(withPlace);
    },

    /** The secrets of an environment, and where they are. */
    async listInEnvironment(environmentId: string): Promise<PlacedSecret[]> {
      const rows = await db.secret.findMany({ where: { folder: { environmentId } }, select: placedColumns });
      return rows.map(withPlace);
    },

    /** The secrets with a tag, and where they are. */
    async listTagged(tagId: string): Promise<PlacedSecret[]> {
      const rows = await db.secret.findMany({ where: { tags: { some: { tagId } } }, select: placedColumns });
      return rows.map(withPlace);
    },

    /**
     * The secrets of a project and where they are, by key, then by id; with a text those alone whose key or a tag of
     * theirs contains it.
     */
    async scan({ projectId, text, after, take }: SecretScan): Promise<(PlacedSecret & SecretRow)[]> {
      const contained = {
        OR: [{ key: containing(text ?? "") }, { tags: { some: { tag: { slug: containing(text ?? "") } } } }],
      };
      const behind = after && {
        OR: [{ key: { gt: after.sortValue } }, { key: after.sortValue, id: { gt: after.id } }],
      };
      const rows = await db.secret.findMany({
        where: {
          folder: { environment: { projectId } },
          AND: [...(text === null ? [] : [contained]), ...(behind ? [behind] : [])],
        },
        orderBy: [{ key: "asc" }, { id: "asc" }],
        take,
        select: { ...columns, folder: placedColumns.folder },
      });
      return rows.map(withPlace);
    },

    /** A secret by id alone, and where it is; the caller's tenant is part of the search. */
    async findForOrganization(id: string, organizationId: string) {
      const row = await db.secret.findFirst({
        where: { id, folder: { environment: { project: { organizationId } } } },
        select: {
          key: true,
          folder: { select: { path: true, environment: { select: { slug: true, projectId: true } } } },
        },
      });
      if (!row) return null;
      const { environment, path } = row.folder;
      return { projectId: environment.projectId, environment: environment.slug, secretPath: path, key: row.key };
    },

    async count(folderIds: string[]): Promise<number> {
      return db.secret.count({ where: { folderId: { in: folderIds } } });
    },

    /** Holds the rows until the transaction ends, so that two changes of one secret follow each other. */
    async lock(folderId: string, keys: string[]): Promise<void> {
      await db.$queryRaw(Prisma.sql`
        SELECT id FROM secrets WHERE folder_id = ${folderId}::uuid AND key = ANY(${keys}) ORDER BY id FOR UPDATE`);
    },

    /** False when the folder already has the new key. */
    async update(id: string, change: SecretChange): Promise<boolean> {
      return (await unlessTaken(db.secret.update({ where: { id }, data: change, select: { id: true } }))) !== null;
    },

    /** Puts secrets into another folder; false when it has one of their keys. */
    async moveMany(ids: string[], folderId: string, at: Date): Promise<boolean> {
      const move = db.secret.updateMany({ where: { id: { in: ids } }, data: { folderId, updatedAt: at } });
      return (await unlessTaken(move)) !== null;
    },

    async deleteMany(ids: string[]): Promise<void> {
      await db.secret.deleteMany({ where: { id: { in: ids } } });
    },
  };
}

function withPlace<Row extends Prisma.SecretGetPayload<{ select: typeof placedColumns }>>(row: Row) {
  const { folder, ...secret } = withTags(row);
  return { ...secret, environment: folder.environment.slug, path: folder.path };
}

function withTags<Row extends { tags: { tag: TagOfSecret }[] }>(row: Row): Omit<Row, "tags"> & { tags: TagOfSecret[] } {
  return { ...row, tags: row.tags.map(({ tag }) => tag) };
}
