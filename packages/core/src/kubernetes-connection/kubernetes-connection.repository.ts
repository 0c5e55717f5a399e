import { ConnectionReport, type ReviewerMode } from "@podpass/contracts";
import { Prisma } from "@podpass/prisma";
import type { Db } from "../shared/store.ts";
import { firstToEnd } from "./connection-checks.ts";

/** The version of a configuration: what is known of one says nothing of the next. */
interface ConfigurationVersion {
  id: string;
  version: number;
}

/** A configuration whose API server is to be looked at, with what reaches it. */
export interface DueConnection extends ConfigurationVersion {
  identityId: string;
  organizationId: string;
  reviewerMode: ReviewerMode;
  kubernetesHost: string;
  caCertificate: string;
  allowedAudience: string;
  encryptedReviewerJwt: Uint8Array<ArrayBuffer> | null;
  /** What the last check of this version failed at; null when it did not, or there was none. */
  lastFailedCheck: string | null;
}

interface DueFilter {
  at: Date;
  checkedBefore: Date;
  claimedUntil: Date;
  take: number;
}

interface TroubledRow {
  identityId: string;
  identityName: string;
  failedCheck: string | null;
  reviewerExpiresAt: Date | null;
  certificateExpiresAt: Date | null;
  /** Of all that are troubled, on every row. */
  totalCount: number;
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

    /**
     * Takes configurations that were not checked since `checkedBefore` or since their last change, longest untouched
     * first. Of any number of replicas one gets each: the row's claim decides, and ends by itself. An instant ahead of
     * `at` was written by a clock that was wrong.
     */
    claimDue({ at, checkedBefore, claimedUntil, take }: DueFilter): Promise<DueConnection[]> {
      return db.$queryRaw<DueConnection[]>(Prisma.sql`
        WITH due AS (
          SELECT k.id, k.version
          FROM kubernetes_auths k
          LEFT JOIN kubernetes_connections c ON c.kubernetes_auth_id = k.id
          WHERE (
            c.checked_at IS NULL OR c.configuration_version <> k.version
            OR c.checked_at <= ${checkedBefore}::timestamptz OR c.checked_at > ${at}::timestamptz
          ) AND (
            c.claimed_until IS NULL OR c.claimed_until <= ${at}::timestamptz OR c.claimed_until > ${claimedUntil}::timestamptz
          )
          ORDER BY GREATEST(c.checked_at, c.claimed_until) NULLS FIRST
          LIMIT ${take}::int
        ), claimed AS (
          INSERT INTO kubernetes_connections AS c (kubernetes_auth_id, configuration_version, claimed_until)
          SELECT id, version, ${claimedUntil}::timestamptz FROM due
          ON CONFLICT (kubernetes_auth_id) DO UPDATE SET claimed_until = ${claimedUntil}::timestamptz
          WHERE c.claimed_until IS NULL OR c.claimed_until <= ${at}::timestamptz
            OR c.claimed_until > ${claimedUntil}::timestamptz
          RETURNING c.kubernetes_auth_id, c.configuration_version, c.failed_check
        )
        SELECT k.id, k.version, k.identity_id AS "identityId", i.organization_id AS "organizationId",
               k.reviewer_mode AS "reviewerMode", k.kubernetes_host AS "kubernetesHost",
               k.ca_certificate AS "caCertificate",
               k.allowed_audience AS "allowedAudience", k.encrypted_reviewer_jwt AS "encryptedReviewerJwt",
               CASE WHEN c.configuration_version = k.version THEN c.failed_check END AS "lastFailedCheck"
        FROM claimed c
        JOIN kubernetes_auths k ON k.id = c.kubernetes_auth_id
        JOIN identities i ON i.id = k.identity_id`);
    },

    /** What is wrong now, or ends before `soon`: failures first, then what ends first. */
    listTroubled(organizationId: string, soon: Date, take: number): Promise<TroubledRow[]> {
      return db.$queryRaw<TroubledRow[]>(Prisma.sql`
        SELECT i.id AS "identityId", i.name AS "identityName", c.failed_check AS "failedCheck",
               k.reviewer_jwt_expires_at AS "reviewerExpiresAt", c.certificate_expires_at AS "certificateExpiresAt",
               count(*) OVER ()::int AS "totalCount"
        FROM identities i
        JOIN kubernetes_auths k ON k.identity_id = i.id
        LEFT JOIN kubernetes_connections c
          ON c.kubernetes_auth_id = k.id AND c.configuration_version = k.version
        WHERE i.organization_id = ${organizationId}::uuid AND (
          c.failed_check IS NOT NULL OR k.reviewer_jwt_expires_at < ${soon}::timestamptz
          OR c.certificate_expires_at < ${soon}::timestamptz
        )
        ORDER BY c.failed_check IS NULL, LEAST(k.reviewer_jwt_expires_at, c.certificate_expires_at), i.name, i.id
        LIMIT ${take}::int`);
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
