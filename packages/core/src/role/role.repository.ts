import type { Db } from "../shared/store.ts";

const columns = { id: true, slug: true, name: true, description: true, permissions: true } as const;

export function roleRepository(db: Db) {
  return {
    /** A custom role by slug: of the organization when projectId is null, else of that project. */
    findBySlug(organizationId: string, projectId: string | null, slug: string) {
      return db.role.findFirst({ where: { organizationId, projectId, slug }, select: columns });
    },
    list(organizationId: string, projectId: string | null) {
      return db.role.findMany({ where: { organizationId, projectId }, orderBy: { name: "asc" }, select: columns });
    },
  };
}
