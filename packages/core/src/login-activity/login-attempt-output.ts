import { type LoginAttemptOutput, LoginResult } from "@podpass/contracts";
import type { ListedLoginAttemptRow } from "./login-attempt.repository.ts";

/** What the dashboard is shown of an attempt. */
export function toLoginAttemptOutput(row: ListedLoginAttemptRow): LoginAttemptOutput {
  const { serviceAccountNamespace: namespace, serviceAccountName: name, serviceAccountUid } = row;
  return {
    id: row.id,
    occurredAt: row.occurredAt,
    identity: { id: row.identityId, name: row.identityName },
    authMethod: row.authMethod,
    result: LoginResult.parse(row.result),
    reason: row.reason,
    errorCode: row.errorCode,
    serviceAccount: namespace === null || name === null ? null : { namespace, name, uid: serviceAccountUid ?? "" },
    podName: row.podName,
    nodeName: row.nodeName,
    credentialFingerprint: row.credentialFingerprint,
    accessTokenId: row.accessTokenId,
    requestId: row.requestId,
    ipAddress: row.ipAddress,
    userAgent: row.userAgent,
  };
}
