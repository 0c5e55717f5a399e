import {
  checkDueConnections,
  cleanAccessTokens,
  eraseAuditEvents,
  pruneAuditEvents,
  pruneLoginAttempts,
  pruneSessions,
  sealAuditEvents,
  storeAccessTokenUses,
  storeRefusedCalls,
  storeRefusedLogins,
} from "@podpass/core";
import type { Env } from "../env.ts";
import type { Job } from "./run-jobs.ts";

/** Of what this process alone has counted. */
const IN_MEMORY = { isForEachReplica: true, isRunAtClose: true } as const;

/** Everything the server does by itself. */
export function jobsOf(
  { loginActivityRetentionDays, auditRetentionDays, connectionCheckMinutes }: Env,
  vacuum: (() => Promise<void>) | null,
): Job[] {
  return [
    {
      name: "prune-login-attempts",
      everySeconds: 300,
      run: (services) => pruneLoginAttempts(services, { retentionDays: loginActivityRetentionDays }),
    },
    { name: "prune-sessions", everySeconds: 600, run: pruneSessions },
    { name: "clean-access-tokens", everySeconds: 60, run: cleanAccessTokens },
    { name: "store-access-token-uses", everySeconds: 60, ...IN_MEMORY, run: storeAccessTokenUses },
    ...(connectionCheckMinutes === 0 ? [] : [checkConnections(connectionCheckMinutes)]),
    { name: "store-refused-logins", everySeconds: 30, ...IN_MEMORY, run: storeRefusedLogins },
    // Each run is an event for each caller that was refused too often.
    { name: "store-refused-calls", everySeconds: 600, ...IN_MEMORY, run: storeRefusedCalls },
    // In each replica, so that one that stopped holds up no event; they share the chains among themselves.
    { name: "seal-audit-events", everySeconds: 2, isForEachReplica: true, run: sealAuditEvents },
    ...(auditRetentionDays === null ? [] : [pruneAudit(auditRetentionDays)]),
    { name: "erase-audit-events", everySeconds: 3600, run: eraseAuditEvents },
    ...(vacuum ? [{ name: "vacuum", everySeconds: 60, isForEachReplica: true, run: vacuum }] : []),
  ];
}

function pruneAudit(retentionDays: number): Job {
  return {
    name: "prune-audit-events",
    everySeconds: 3600,
    run: (services, signal) => pruneAuditEvents(services, { retentionDays, signal }),
  };
}

/** Every minute looks whether any is due: one that was just saved is, whatever the interval. */
function checkConnections(everyMinutes: number): Job {
  return {
    name: "check-connections",
    everySeconds: 60,
    run: (services, signal) => checkDueConnections(services, { everyMinutes, signal }),
  };
}
