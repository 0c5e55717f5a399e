import { randomUUID } from "node:crypto";
import type { AuthMethod, ErrorCode, LoginAttemptDetail, LoginReason } from "@podpass/contracts";
import type { PublicContext } from "../shared/use-case-context.ts";
import type { LoginAttemptRow } from "./login-attempt.repository.ts";

/** What a login was judged by, whatever came of it. Holds no credential. */
export interface LoginEvidence {
  checks: Readonly<LoginAttemptDetail["checks"]>;
  /** Where the review says that the pod runs. */
  podName: string | null;
  nodeName: string | null;
  /** Of the JWT or client secret; null for what may be a password typed into the wrong field. */
  credentialFingerprint: string | null;
}

interface JudgedLogin {
  identity: { id: string; organizationId: string };
  authMethod: AuthMethod;
  serviceAccount: { namespace: string; name: string; uid: string } | null;
  evidence: LoginEvidence;
  outcome:
    | { result: "accepted"; accessTokenId: string }
    | { result: "refused"; errorCode: ErrorCode; reason: LoginReason; isProven: boolean };
}

/** The row a judged login becomes. */
export function loginAttemptRow(ctx: PublicContext, login: JudgedLogin): LoginAttemptRow {
  const { identity, serviceAccount, evidence, outcome } = login;
  const isAccepted = outcome.result === "accepted";
  return {
    id: randomUUID(),
    organizationId: identity.organizationId,
    identityId: identity.id,
    occurredAt: ctx.clock.now(),
    authMethod: login.authMethod,
    result: outcome.result,
    isProven: isAccepted || outcome.isProven,
    reason: isAccepted ? null : outcome.reason,
    errorCode: isAccepted ? null : outcome.errorCode,
    checks: evidence.checks,
    serviceAccountNamespace: serviceAccount?.namespace ?? null,
    serviceAccountName: serviceAccount?.name ?? null,
    serviceAccountUid: serviceAccount?.uid ?? null,
    podName: evidence.podName,
    nodeName: evidence.nodeName,
    credentialFingerprint: evidence.credentialFingerprint,
    accessTokenId: isAccepted ? outcome.accessTokenId : null,
    requestId: ctx.request.requestId,
    ipAddress: ctx.request.ipAddress,
    userAgent: ctx.request.userAgent.slice(0, 512),
  };
}
