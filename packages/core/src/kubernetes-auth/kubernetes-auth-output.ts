import type { KubernetesAuthOutput } from "@podpass/contracts";
import type { JsonValue } from "../audit/append-audit-event.ts";
import type { Place } from "../encryption/encrypted-columns.ts";
import type { KubernetesAuthRow } from "./kubernetes-auth.repository.ts";

/** What the world sees of a configuration: whether there is a reviewer JWT and when it ends, never the JWT. */
export function toKubernetesAuthOutput(row: KubernetesAuthRow): KubernetesAuthOutput {
  const { encryptedReviewerJwt, reviewerJwtExpiresAt, version: _version, ...visible } = row;
  return {
    ...visible,
    hasTokenReviewerJwt: encryptedReviewerJwt !== null,
    tokenReviewerJwtExpiresAt: reviewerJwtExpiresAt,
  };
}

/** What an audit event says of a configuration. */
export function auditedKubernetesAuth(row: KubernetesAuthRow): Record<string, JsonValue> {
  const {
    id: _id,
    identityId: _identityId,
    createdAt: _createdAt,
    updatedAt: _updatedAt,
    ...fields
  } = toKubernetesAuthOutput(row);
  return { ...fields, tokenReviewerJwtExpiresAt: fields.tokenReviewerJwtExpiresAt?.toISOString() ?? null };
}

/** The one place a configuration's reviewer JWT is encrypted for. */
export function reviewerJwtPlace(kubernetesAuthId: string): Place {
  return { table: "kubernetes_auths", rowId: kubernetesAuthId, field: "encrypted_reviewer_jwt" };
}
