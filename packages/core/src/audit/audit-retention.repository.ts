import type { Db } from "../shared/store.ts";

interface AuditRetentionRow {
  days: number;
  mac: Uint8Array;
  /** Place in the chain up to which every event of the project has been looked at. */
  seenUpTo: bigint;
}

export function auditRetentionRepository(db: Db) {
  return {
    /** All there are, with the organizations of their projects. */
    async list(): Promise<{ projectId: string; organizationId: string }[]> {
      const rows = await db.auditRetention.findMany({
        orderBy: { projectId: "asc" },
        select: { projectId: true, project: { select: { organizationId: true } } },
      });
      return rows.map(({ projectId, project }) => ({ projectId, organizationId: project.organizationId }));
    },

    /** Holds the row until the transaction ends, so that nothing is erased by what is being changed. */
    async lock(projectId: string): Promise<AuditRetentionRow | null> {
      const rows = await db.$queryRaw<AuditRetentionRow[]>`
        SELECT days, mac, seen_up_to AS "seenUpTo" FROM audit_retentions
        WHERE project_id = ${projectId}::uuid FOR UPDATE`;
      return rows[0] ?? null;
    },

    async set(projectId: string, days: number, mac: Uint8Array): Promise<void> {
      const setting = { days, mac: Uint8Array.from(mac) };
      await db.auditRetention.upsert({
        where: { projectId },
        create: { projectId, ...setting },
        update: setting,
        select: { projectId: true },
      });
    },

    async remove(projectId: string): Promise<void> {
      await db.auditRetention.deleteMany({ where: { projectId } });
    },

    async markSeen(projectId: string, upTo: bigint): Promise<void> {
      await db.auditRetention.update({ where: { projectId }, data: { seenUpTo: upTo }, select: { projectId: true } });
    },
  };
}
