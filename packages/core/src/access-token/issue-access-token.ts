import { randomUUID } from "node:crypto";
import type { AuthMethod, IssuedAccessToken } from "@podpass/contracts";
import { auditEventRow, type JsonValue } from "../audit/append-audit-event.ts";
import { type LoginEvidence, loginAttemptRow } from "../login-activity/login-attempt.ts";
import type { Actor } from "../shared/actor.ts";
import type { Store } from "../shared/store.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import { type LifetimePolicy, lifetimeAtIssue, wholeSeconds } from "./lifetime.ts";

/** What a token hangs on: when it goes, the token goes. */
type AccessTokenSource =
  | { kubernetesAuthId: string; kubernetesAuthVersion: number }
  | { universalAuthId: string; clientSecretId: string }
  | { tokenAuthId: string };

const NO_SOURCE = {
  kubernetesAuthId: null,
  kubernetesAuthVersion: null,
  universalAuthId: null,
  clientSecretId: null,
  tokenAuthId: null,
};

/**
 * When a JWT's `exp` is. `renewed`: when the token ends as it is, so that a renewal gives another JWT. `max-ttl`: when no
 * renewal helps any more, so that one JWT lasts through all of them. The row ends either.
 */
export type JwtLife = "renewed" | "max-ttl";

export interface AccessTokenRequest {
  /** A new one unless the caller speaks of the token afterwards. */
  id?: string;
  identity: { id: string; name: string; organizationId: string };
  authMethod: AuthMethod;
  policy: LifetimePolicy & { maxUses: number };
  source: AccessTokenSource;
  /** Left out: `renewed`. */
  jwtLife?: JwtLife;
  serviceAccount: { namespace: string; name: string; uid: string } | null;
  /** What the login was judged by; null for a token that nobody logged in for. */
  evidence: LoginEvidence | null;
  /** What the admin who makes it calls it. */
  name?: string;
  /** Who makes it for the identity; left out: the identity itself, by logging in. */
  madeBy?: Actor;
  /** Written into the audit event. */
  detail: Record<string, JsonValue>;
}

/** What a login was decided by is no longer so; nothing was issued. */
export class OutdatedDecisionError extends Error {}

/**
 * Issues a token whose issuing was decided before. Signed first and stored last: when this returns, the token, its audit
 * event and the attempt are durable; when it throws, no usable token exists.
 * Throws `OutdatedDecisionError` when the Kubernetes Auth is not at the version the login was decided by, the identity is
 * gone or its organization is disabled.
 */
export async function issueAccessToken(
  tx: Store,
  ctx: PublicContext,
  request: AccessTokenRequest,
): Promise<IssuedAccessToken> {
  const { identity, authMethod, serviceAccount, evidence, madeBy } = request;
  const now = ctx.clock.now();
  const id = request.id ?? randomUUID();
  const { expiresAt, maxExpiresAt } = lifetimeAtIssue(request.policy, now);
  const claims = {
    accessTokenId: id,
    identityId: identity.id,
    identityName: identity.name,
    organizationId: identity.organizationId,
    authMethod,
    serviceAccount: serviceAccount && { namespace: serviceAccount.namespace, name: serviceAccount.name },
  };
  const accessToken = ctx.accessTokenSigner.sign(claims, now, request.jwtLife === "max-ttl" ? maxExpiresAt : expiresAt);
  const isIssued = await tx.accessTokens.insertWithAudit(
    {
      id,
      identityId: identity.id,
      name: request.name ?? "",
      authMethod,
      ...NO_SOURCE,
      ...request.source,
      serviceAccount,
      maxUses: request.policy.maxUses,
      expiresAt,
      maxExpiresAt,
      createdAt: now,
    },
    auditEventRow(ctx, {
      organizationId: identity.organizationId,
      actor: madeBy ?? { type: "identity", id: identity.id, name: identity.name, accessTokenId: id },
      action: madeBy ? "access_token.issue" : "identity.login",
      subject: { type: "access_token", id },
      detail: { authMethod, ...request.detail },
    }),
    evidence &&
      loginAttemptRow(ctx, {
        identity,
        authMethod,
        serviceAccount,
        evidence,
        outcome: { result: "accepted", accessTokenId: id },
      }),
  );
  if (!isIssued) throw new OutdatedDecisionError();
  return {
    accessToken,
    expiresInSeconds: wholeSeconds(expiresAt) - wholeSeconds(now),
    maxTtlSeconds: wholeSeconds(maxExpiresAt) - wholeSeconds(now),
  };
}
