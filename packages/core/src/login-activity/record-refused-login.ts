import type { AuthMethod, ErrorCode, LoginReason } from "@podpass/contracts";
import { auditEventRow, type JsonValue } from "../audit/append-audit-event.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import { type LoginEvidence, loginAttemptRow } from "./login-attempt.ts";

interface RefusedLoginDetails {
  identity: { id: string; organizationId: string };
  authMethod: AuthMethod;
  /** What the caller is told. */
  errorCode: ErrorCode;
  /** Name of the check that refused. */
  reason: LoginReason;
  /** Whether the caller had proven who it is. */
  isProven: boolean;
  /** Set once it is proven. */
  serviceAccount: { namespace: string; name: string; uid: string } | null;
  evidence: LoginEvidence;
  /** Written into the audit event beside method and code. */
  detail: Record<string, JsonValue>;
}

/** Writes a refusal and its audit event down, or counts it when too many come: see `RefusedLoginBudget`. */
export async function recordRefusedLogin(ctx: PublicContext, login: RefusedLoginDetails): Promise<void> {
  const { identity, authMethod, errorCode, reason, isProven } = login;
  const { organizationId, id: identityId } = identity;
  const { ipAddress } = ctx.request;
  if (!ctx.refusedLoginBudget.take({ organizationId, identityId, isProven, ipAddress })) return;
  const event = auditEventRow(ctx, {
    organizationId,
    actor: { type: "system" },
    action: "identity.login_refused",
    subject: { type: "identity", id: identityId },
    detail: { authMethod, code: errorCode, ...login.detail },
  });
  const outcome = { result: "refused", errorCode, reason, isProven } as const;
  await ctx.store.loginAttempts.insertRefusal(loginAttemptRow(ctx, { ...login, outcome }), event);
}
