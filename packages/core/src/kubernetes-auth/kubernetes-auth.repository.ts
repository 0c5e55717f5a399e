import { ReviewerMode } from "@podpass/contracts";
import { Prisma } from "@podpass/prisma";
import type { Db } from "../shared/store.ts";

const columns = {
  id: true,
  identityId: true,
  reviewerMode: true,
  kubernetesHost: true,
  caCertificate: true,
  encryptedReviewerJwt: true,
  reviewerJwtExpiresAt: true,
  allowedNamespaces: true,
  allowedNames: true,
  allowedAudience: true,
  isPodBindingRequired: true,
  pinnedServiceAccountUid: true,
  maxJwtAgeSeconds: true,
  accessTokenTtlSeconds: true,
  accessTokenMaxTtlSeconds: true,
  accessTokenMaxUses: true,
  accessTokenTrustedIps: true,
  version: true,
  createdAt: true,
  updatedAt: true,
} as const;

/** Everything of a configuration that an admin can change. */
export interface KubernetesAuthFields {
  reviewerMode: ReviewerMode;
  kubernetesHost: string;
  caCertificate: string;
  encryptedReviewerJwt: Uint8Array<ArrayBuffer> | null;
  reviewerJwtExpiresAt: Date | null;
  allowedNamespaces: string;
  allowedNames: string;
  allowedAudience: string;
  isPodBindingRequired: boolean;
  pinnedServiceAccountUid: string;
  maxJwtAgeSeconds: number;
  accessTokenTtlSeconds: number;
  accessTokenMaxTtlSeconds: number;
  accessTokenMaxUses: number;
  accessTokenTrustedIps: string[];
}

export interface KubernetesAuthRow extends KubernetesAuthFields {
  id: string;
  identityId: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** A configuration with the identity it logs in: one read. */
export interface KubernetesLoginRow extends KubernetesAuthRow {
  identityName: string;
  organizationId: string;
}

/** Whose login it is: an identity by id, or by a name in the organization of a slug; in all of them when none has it. */
export type LoginSubject = { identityId: string } | { identityName: string; organizationSlug: string };

export function kubernetesAuthRepository(db: Db) {
  return {
    /** False when the identity already has one, also one attached at the same moment. */
    async insert(row: KubernetesAuthRow): Promise<boolean> {
      return (await db.kubernetesAuth.createMany({ data: [row], skipDuplicates: true })).count === 1;
    },

    async findForIdentity(identityId: string, organizationId: string): Promise<KubernetesAuthRow | null> {
      const where = { identityId, identity: { organizationId } };
      const row = await db.kubernetesAuth.findFirst({ where, select: columns });
      return row && withReviewerMode(row);
    },

    /**
     * Null as well when the identity's organization is disabled, and for a name that more than one identity with
     * Kubernetes Auth has: whoever is let in by name is one identity alone.
     */
    async findForLogin(subject: LoginSubject): Promise<KubernetesLoginRow | null> {
      const isSubject =
        "identityId" in subject
          ? Prisma.sql`k.identity_id = ${subject.identityId}::uuid`
          : Prisma.sql`i.name = ${subject.identityName} AND o.slug = COALESCE(
              (SELECT slug FROM organizations WHERE slug = ${subject.organizationSlug}), o.slug)`;
      const rows = await db.$queryRaw<KubernetesLoginRow[]>(Prisma.sql`
        SELECT k.id, k.identity_id AS "identityId", k.reviewer_mode AS "reviewerMode",
               k.kubernetes_host AS "kubernetesHost", k.ca_certificate AS "caCertificate",
               k.encrypted_reviewer_jwt AS "encryptedReviewerJwt",
               k.reviewer_jwt_expires_at AS "reviewerJwtExpiresAt", k.allowed_namespaces AS "allowedNamespaces",
               k.allowed_names AS "allowedNames", k.allowed_audience AS "allowedAudience",
               k.is_pod_binding_required AS "isPodBindingRequired",
               k.pinned_service_account_uid AS "pinnedServiceAccountUid",
               k.max_jwt_age_seconds AS "maxJwtAgeSeconds",
               k.access_token_ttl_seconds AS "accessTokenTtlSeconds",
               k.access_token_max_ttl_seconds AS "accessTokenMaxTtlSeconds",
               k.access_token_max_uses AS "accessTokenMaxUses",
               k.access_token_trusted_ips AS "accessTokenTrustedIps", k.version,
               k.created_at AS "createdAt", k.updated_at AS "updatedAt",
               i.name AS "identityName", i.organization_id AS "organizationId"
        FROM kubernetes_auths k
        JOIN identities i ON i.id = k.identity_id
        JOIN organizations o ON o.id = i.organization_id AND o.disabled_at IS NULL
        JOIN org_memberships m ON m.identity_id = i.id
        WHERE ${isSubject}
        LIMIT 2`);
      return rows.length === 1 ? (rows[0] ?? null) : null;
    },

    /** Every change makes a new version, so that no connection of the old configuration is used again. */
    async update(id: string, change: KubernetesAuthFields, at: Date): Promise<KubernetesAuthRow> {
      const row = await db.kubernetesAuth.update({
        where: { id },
        data: { ...change, version: { increment: 1 }, updatedAt: at },
        select: columns,
      });
      return withReviewerMode(row);
    },

    async delete(id: string): Promise<void> {
      await db.kubernetesAuth.delete({ where: { id }, select: { id: true } });
    },
  };
}

/** The column is text, which the database holds to these words. */
function withReviewerMode<Row extends { reviewerMode: string }>(row: Row): Row & { reviewerMode: ReviewerMode } {
  return { ...row, reviewerMode: ReviewerMode.parse(row.reviewerMode) };
}
