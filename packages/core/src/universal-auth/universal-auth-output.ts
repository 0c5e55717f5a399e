import type { UniversalAuthOutput } from "@podpass/contracts";
import type { UniversalAuthRow } from "./universal-auth.repository.ts";

/** What the world sees of a configuration. */
export function toUniversalAuthOutput({ lockout, ...row }: UniversalAuthRow, now: Date): UniversalAuthOutput {
  return {
    ...row,
    lockedUntil: row.isLockoutEnabled && isLocked(lockout, now) ? (lockout?.lockedUntil ?? null) : null,
  };
}

/** Whether no client secret is let in at this instant. */
export function isLocked(lockout: { lockedUntil: Date | null } | null, now: Date): boolean {
  return lockout?.lockedUntil != null && lockout.lockedUntil.getTime() > now.getTime();
}

/** What an audit event says of a configuration. */
export function auditedUniversalAuth(row: UniversalAuthRow) {
  return {
    clientId: row.clientId,
    clientSecretTrustedIps: row.clientSecretTrustedIps,
    accessTokenTtlSeconds: row.accessTokenTtlSeconds,
    accessTokenMaxTtlSeconds: row.accessTokenMaxTtlSeconds,
    accessTokenMaxUses: row.accessTokenMaxUses,
    accessTokenTrustedIps: row.accessTokenTrustedIps,
    isLockoutEnabled: row.isLockoutEnabled,
    lockoutThreshold: row.lockoutThreshold,
    lockoutDurationSeconds: row.lockoutDurationSeconds,
    lockoutCounterResetSeconds: row.lockoutCounterResetSeconds,
  };
}
