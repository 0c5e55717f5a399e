import { statement } from "@podpass/prisma";
import { insertAuditEvents } from "../audit/audit-event.repository.ts";
import { insertLoginAttempts } from "../login-activity/login-attempt.repository.ts";

/** What every request of a pod runs, as prepared statements (see decision 020). */

export const FIND_FOR_USE = statement(`
  SELECT t.id, t.identity_id AS "identityId", i.name AS "identityName", i.organization_id AS "organizationId",
         t.auth_method AS "authMethod", t.service_account_namespace AS "serviceAccountNamespace",
         t.service_account_name AS "serviceAccountName", t.service_account_uid AS "serviceAccountUid",
         t.max_uses AS "maxUses", t.uses,
         t.expires_at AS "expiresAt", t.max_expires_at AS "maxExpiresAt", t.revoked_at AS "revokedAt",
         t.created_at AS "createdAt",
         m.role, r.slug AS "customRoleSlug", r.permissions AS "customRolePermissions",
         COALESCE(k.access_token_trusted_ips, u.access_token_trusted_ips, a.access_token_trusted_ips)
           AS "trustedIps",
         COALESCE(k.access_token_ttl_seconds, u.access_token_ttl_seconds, a.access_token_ttl_seconds)
           AS "ttlSeconds"
  FROM access_tokens t
  JOIN identities i ON i.id = t.identity_id
  JOIN organizations o ON o.id = i.organization_id AND o.disabled_at IS NULL
  JOIN org_memberships m ON m.identity_id = i.id
  LEFT JOIN roles r ON r.id = m.custom_role_id
  LEFT JOIN kubernetes_auths k ON k.id = t.kubernetes_auth_id
  LEFT JOIN universal_auths u ON u.id = t.universal_auth_id
  LEFT JOIN token_auths a ON a.id = t.token_auth_id
  WHERE t.id = $1::uuid`);

/** The statement itself decides, so that N uses are N. */
export const COUNT_USE = statement(`
  UPDATE access_tokens
  SET uses = uses + 1, last_used_at = $2::timestamptz, last_used_ip_address = $3
  WHERE id = $1::uuid AND revoked_at IS NULL AND uses < max_uses
  RETURNING id`);

/**
 * Tokens, their audit events and the logins they came from, as a list in JSON. Those are left out whose Kubernetes Auth
 * was changed or removed since it was read, whose identity is gone or whose organization is disabled.
 * `wait` says what happens where one of the rows they hang on is just being changed.
 */
const issue = (wait: "" | "NOWAIT") =>
  statement(`
  WITH given AS MATERIALIZED (
    SELECT * FROM json_to_recordset($1::json) AS (
      id uuid, "identityId" uuid, name text, "authMethod" text, "kubernetesAuthId" uuid, "kubernetesAuthVersion" int,
      "universalAuthId" uuid, "clientSecretId" uuid, "tokenAuthId" uuid, "serviceAccount" json, "maxUses" int,
      "expiresAt" timestamptz, "maxExpiresAt" timestamptz, "createdAt" timestamptz, event json, attempt json
    )
  ), issued AS (
    INSERT INTO access_tokens (
      id, organization_id, identity_id, name, auth_method,
      kubernetes_auth_id, universal_auth_id, client_secret_id, token_auth_id,
      service_account_namespace, service_account_name, service_account_uid,
      max_uses, uses, renewals, expires_at, max_expires_at, created_at
    )
    SELECT
      g.id, i.organization_id, i.id, g.name, g."authMethod",
      g."kubernetesAuthId", g."universalAuthId", g."clientSecretId", g."tokenAuthId",
      g."serviceAccount" ->> 'namespace', g."serviceAccount" ->> 'name', g."serviceAccount" ->> 'uid',
      g."maxUses", 0, 0, g."expiresAt", g."maxExpiresAt", g."createdAt"
    FROM given g
    JOIN identities i ON i.id = g."identityId"
    JOIN organizations o ON o.id = i.organization_id AND o.disabled_at IS NULL
    WHERE g."kubernetesAuthId" IS NULL OR EXISTS (
      SELECT FROM kubernetes_auths k
      WHERE k.id = g."kubernetesAuthId" AND k.version = g."kubernetesAuthVersion"
      -- A change under way may end the tokens issued before it; they are judged by what it made.
      FOR SHARE ${wait}
    )
    FOR KEY SHARE OF i ${wait}
    RETURNING id
  ), attempted AS (
    ${insertLoginAttempts("g.attempt", "given g JOIN issued USING (id)")} WHERE g.attempt IS NOT NULL
  ), audited AS (
    ${insertAuditEvents("g.event", "given g JOIN issued USING (id)")}
  )
  SELECT id FROM issued`);

/** Waits for whoever changes what a token hangs on. */
export const ISSUE = issue("");
/** Fails at once instead, so that one that must wait keeps no others waiting. */
export const ISSUE_WITHOUT_WAITING = issue("NOWAIT");

/** Unless it was revoked or used up meanwhile. An earlier JWT may outlive a shortened one. */
export const EXTEND = statement(`
  WITH extended AS (
    UPDATE access_tokens
    SET expires_at = GREATEST(expires_at, $2::timestamptz), renewals = renewals + 1, last_renewed_at = $3::timestamptz
    WHERE id = $1::uuid AND revoked_at IS NULL AND (max_uses = 0 OR uses < max_uses)
    RETURNING id
  ), audited AS (
    ${insertAuditEvents("$4::json", "extended")}
  )
  SELECT id FROM extended`);

export const REVOKE = statement(`
  WITH revoked AS (
    UPDATE access_tokens SET revoked_at = $2::timestamptz WHERE id = $1::uuid AND revoked_at IS NULL RETURNING id
  ), audited AS (
    ${insertAuditEvents("$3::json", "revoked")}
  )
  SELECT id FROM revoked`);
