import { ConnectionReport } from "@podpass/contracts";
import { Prisma } from "@podpass/prisma";
import type { Db } from "../shared/store.ts";
import { firstToEnd } from "./connection-checks.ts";

/** The version of a configuration: what is known of one says nothing of the next. */
interface ConfigurationVersion {
  id: string;
  version: number;
}

export function kubernetesConnectionRepository(db: Db) {
  return {
    /** Keeps what a check found, unless the configuration was changed or removed meanwhile. */
    async record(configuration: ConfigurationVersion, report: ConnectionReport): Promise<void> {
      const failedCheck = report.checks.find((check) => check.verdict === "failed")?.name ?? null;
      await db.$executeRaw(Prisma.sql`
        INSERT INTO kubernetes_connections (
          kubernetes_auth_id, configuration_version, checked_at, failed_check, certificate_expires_at, report
        )
        SELECT id, version, ${report.checkedAt}::timestamptz, ${failedCheck},
               ${firstToEnd(report.certificates)?.expiresAt ?? null}::timestamptz, ${JSON.stringify(report)}::jsonb
        FROM kubernetes_auths
        WHERE id = ${configuration.id}::uuid AND version = ${configuration.version}::int
        ON CONFLICT (kubernetes_auth_id) DO UPDATE SET
          configuration_version = EXCLUDED.configuration_version, checked_at = EXCLUDED.checked_at,
          failed_check = EXCLUDED.failed_check, certificate_expires_at = EXCLUDED.certificate_expires_at,
          report = EXCLUDED.report, claimed_until = NULL`);
    },

    async findReport({ id, version }: ConfigurationVersion): Promise<ConnectionReport | null> {
      const row = await db.kubernetesConnection.findFirst({
        where: { kubernetesAuthId: id, configurationVersion: version },
        select: { report: true },
      });
      return row?.report ? ConnectionReport.parse(row.report) : null;
    },
  };
}
