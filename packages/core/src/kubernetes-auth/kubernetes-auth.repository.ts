import { ReviewerMode } from "@podpass/contracts";
import { type Sql, statement } from "@podpass/prisma";
import { type Changes, createChangeCache } from "../shared/change-cache.ts";
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

/** Whose login it is: an identity by id, or by its name in the organization of that slug (null: of any). */
export type LoginSubject = { identityId: string } | { identityName: string; organizationSlug: string | null };

const SELECT_FOR_LOGIN = `
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
  JOIN org_memberships m ON m.identity_id = i.id`;

const FIND_BY_IDENTITY = statement(`${SELECT_FOR_LOGIN} WHERE k.identity_id = $1::uuid`);
const FIND_BY_NAME = statement(`${SELECT_FOR_LOGIN}
  WHERE i.name = $1 AND o.slug = COALESCE((SELECT slug FROM organizations WHERE slug = $2), o.slug)
  LIMIT 2`);

/** With a CA bundle and a reviewer's JWT a row is about 5 KB, and at most some 100 KB. */
const KEPT_ROWS = 5_000;
const KEPT_BYTES = 32 * 1024 * 1024;
const BYTES_AROUND = 2_000;

export function kubernetesAuthRepository(db: Db, sql: Sql, changes?: Changes) {
  const kept =
    changes &&
    createChangeCache<KubernetesLoginRow>(changes, {
      max: KEPT_ROWS,
      size: {
        maxBytes: KEPT_BYTES,
        bytesOf: ({ caCertificate, encryptedReviewerJwt }) =>
          caCertificate.length + (encryptedReviewerJwt?.length ?? 0) + BYTES_AROUND,
      },
      tagsOf: ({ identityId }) => [`identity ${identityId}`],
    });

  async function readForLogin(subject: LoginSubject): Promise<KubernetesLoginRow | null> {
    const rows =
      "identityId" in subject
        ? await sql<KubernetesLoginRow>(FIND_BY_IDENTITY, [subject.identityId])
        : await sql<KubernetesLoginRow>(FIND_BY_NAME, [subject.identityName, subject.organizationSlug]);
    return rows.length === 1 ? (rows[0] ?? null) : null;
  }

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
     * Kubernetes Auth has: whoever is let in by name is one identity alone. One that was found by its id before costs no
     * read until it or its identity changes; who has a name is looked up each time.
     */
    findForLogin(subject: LoginSubject): Promise<KubernetesLoginRow | null> {
      const read = () => readForLogin(subject);
      return kept && "identityId" in subject ? kept.read(subject.identityId, read) : read();
    },

    /** The same as it is at this moment. */
    findForLoginNow: readForLogin,

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
