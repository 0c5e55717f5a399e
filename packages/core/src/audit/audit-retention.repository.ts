import type { Db } from "../shared/store.ts";

export interface AuditRetentionRow {
  projectId: string;
  days: number;
  mac: Uint8Array;
  /** Place in the chain up to which every event of the project has been looked at. */
  seenUpTo: bigint;
}

export function auditRetentionRepository(db: Db) {
  return {
    /** Those with a project that has a retention. */
    async listOrganizations(): Promise<string[]> {
      const rows = await db.$queryRaw<{ id: string }[]>`
        SELECT DISTINCT p.organization_id AS id FROM audit_retentions r JOIN projects p ON p.id = r.project_id
        ORDER BY id`;
      return rows.map((row) => row.id);
    },

    /** Holds the organization's rows until the transaction ends, so that nothing is erased by what is being changed. */
    lockAll(organizationId: string): Promise<AuditRetentionRow[]> {
      return db.$queryRaw<AuditRetentionRow[]>`
        SELECT r.project_id AS "projectId", r.days, r.mac, r.seen_up_to AS "seenUpTo"
        FROM audit_retentions r JOIN projects p ON p.id = r.project_id
        WHERE p.organization_id = ${organizationId}::uuid
        ORDER BY r.project_id FOR UPDATE OF r`;
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

    async markSeen(projects: readonly { projectId: string; upTo: bigint }[]): Promise<void> {
      const ids = projects.map(({ projectId }) => projectId);
      const places = projects.map(({ upTo }) => upTo);
      await db.$executeRaw`
        UPDATE audit_retentions r SET seen_up_to = s.up_to
        FROM unnest(${ids}::uuid[], ${places}::bigint[]) AS s(project_id, up_to)
        WHERE r.project_id = s.project_id`;
    },
  };
}
