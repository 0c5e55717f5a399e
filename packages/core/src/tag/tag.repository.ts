import type { TagOfSecret } from "../secret/secret.repository.ts";
import type { Db } from "../shared/store.ts";
import { unlessTaken } from "../shared/unless-taken.ts";

const columns = { id: true, projectId: true, slug: true, color: true, createdAt: true, updatedAt: true } as const;

interface TagRow {
  id: string;
  projectId: string;
  slug: string;
  color: string;
  createdAt: Date;
  updatedAt: Date;
}

export function tagRepository(db: Db) {
  return {
    /** False when the project already has the slug. */
    async insert(row: TagRow): Promise<boolean> {
      return (await db.tag.createMany({ data: [row], skipDuplicates: true })).count === 1;
    },

    findForProject(id: string, projectId: string): Promise<TagRow | null> {
      return db.tag.findFirst({ where: { id, projectId }, select: columns });
    },

    /** By slug. */
    list(projectId: string): Promise<TagRow[]> {
      return db.tag.findMany({ where: { projectId }, orderBy: { slug: "asc" }, select: columns });
    },

    /** Those of these ids that are the project's, by slug. Until the transaction ends they are neither renamed nor deleted. */
    hold(projectId: string, ids: string[]): Promise<TagOfSecret[]> {
      // By slug only when they are held: until then it can change.
      return db.$queryRaw`
        SELECT id, slug, color FROM (
          SELECT id, slug, color FROM tags
          WHERE project_id = ${projectId}::uuid AND id = ANY(${ids}::uuid[]) ORDER BY id FOR KEY SHARE
        ) AS held ORDER BY slug`;
    },

    /** Waits for those who write secrets that have the tag or get it, and keeps others from it until the transaction ends. */
    async lock(id: string): Promise<void> {
      await db.$queryRaw`SELECT id FROM tags WHERE id = ${id}::uuid FOR UPDATE`;
    },

    /** Null when the project already has the new slug. */
    update(id: string, change: { slug: string; color: string }, at: Date): Promise<TagRow | null> {
      return unlessTaken(db.tag.update({ where: { id }, data: { ...change, updatedAt: at }, select: columns }));
    },

    async delete(id: string): Promise<void> {
      await db.tag.delete({ where: { id }, select: { id: true } });
    },

    countSecrets(id: string): Promise<number> {
      return db.secretTag.count({ where: { tagId: id } });
    },

    /** Marks secrets that have no tags yet. */
    async attach(pairs: { secretId: string; tagId: string }[]): Promise<void> {
      await db.secretTag.createMany({ data: pairs });
    },

    /** Takes all tags off a secret. */
    async detachAll(secretId: string): Promise<void> {
      await db.secretTag.deleteMany({ where: { secretId } });
    },
  };
}
