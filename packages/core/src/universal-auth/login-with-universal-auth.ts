import {
  Id,
  type IssuedAccessToken,
  type LoginWithUniversalAuthInput,
  type UniversalLoginCheckName,
} from "@podpass/contracts";
import { issueAccessToken } from "../access-token/issue-access-token.ts";
import { isTrustedIp } from "../access-token/trusted-ips.ts";
import { recordRefusedLogin } from "../login-activity/record-refused-login.ts";
import { AppError } from "../shared/app-error.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import { hashClientSecret } from "./client-secret-value.ts";
import { isLocked } from "./universal-auth-output.ts";
import { universalLoginEvidence } from "./universal-login-evidence.ts";

type LoginRow = NonNullable<Awaited<ReturnType<PublicContext["store"]["universalAuths"]["findForLogin"]>>>;

/**
 * Exchanges a client id and secret for an access token. An unknown id, a wrong, revoked, expired or used-up secret and a
 * locked client id get the same answer; the reason is written down for the identity, when there is one. Wrong secrets in a
 * row lock the client id for a while, for the right secret too.
 */
export async function loginWithUniversalAuth(
  ctx: PublicContext,
  input: LoginWithUniversalAuthInput,
): Promise<IssuedAccessToken> {
  const clientId = Id.safeParse(input.clientId);
  const universalAuth = clientId.success ? await ctx.store.universalAuths.findForLogin(clientId.data) : null;
  if (!universalAuth) throw new AppError("universal_auth.invalid_credentials", { reason: "unknown client id" });
  const now = ctx.clock.now();
  if (universalAuth.isLockoutEnabled && isLocked(universalAuth.lockout, now))
    throw await refuse(ctx, universalAuth, LOCKED);
  const secretHash = hashClientSecret(input.clientSecret);
  const secret = await ctx.store.clientSecrets.findByHash(universalAuth.id, secretHash);
  if (!secret) {
    const isCounted = await ctx.store.lockouts.countFailure(universalAuth.id, now);
    if (universalAuth.isLockoutEnabled && !isCounted) throw await refuse(ctx, universalAuth, LOCKED);
    throw await refuse(ctx, universalAuth, { failed: "client_secret", got: "wrong client secret", secretHash: null });
  }
  if (!isTrustedIp(universalAuth.clientSecretTrustedIps, ctx.request.ipAddress)) {
    throw await refuse(ctx, universalAuth, { failed: "trusted_ip", got: ctx.request.ipAddress, secretHash });
  }
  const issued = await ctx.transaction(async (tx) => {
    if (!(await tx.clientSecrets.countUse(secret.id, now))) return null;
    if (universalAuth.lockout) await tx.lockouts.forgetFailures(universalAuth.id, now);
    return issueAccessToken(tx, ctx, {
      identity: universalAuth.identity,
      authMethod: "universal-auth",
      policy: {
        ttlSeconds: universalAuth.accessTokenTtlSeconds,
        maxTtlSeconds: universalAuth.accessTokenMaxTtlSeconds,
        maxUses: universalAuth.accessTokenMaxUses,
      },
      source: { universalAuthId: universalAuth.id, clientSecretId: secret.id },
      serviceAccount: null,
      evidence: universalLoginEvidence(universalAuth.clientSecretTrustedIps, secretHash, null),
      detail: { clientSecretPrefix: secret.prefix },
    });
  });
  if (!issued) {
    const got = "client secret revoked, expired or used up, or locked meanwhile";
    throw await refuse(ctx, universalAuth, { failed: "client_secret_live", got, secretHash });
  }
  return issued;
}

const LOCKED = { failed: "lockout", got: "locked after wrong client secrets", secretHash: null } as const;

interface Refusal {
  failed: UniversalLoginCheckName;
  got: string;
  /** Of a secret that is the identity's. */
  secretHash: string | null;
}

/** Writes down why, and makes the error the caller gets. */
async function refuse(
  ctx: PublicContext,
  universalAuth: LoginRow,
  { failed, got, secretHash }: Refusal,
): Promise<AppError> {
  const { identity, clientSecretTrustedIps } = universalAuth;
  const code = failed === "trusted_ip" ? "auth.ip_not_trusted" : "universal_auth.invalid_credentials";
  await recordRefusedLogin(ctx, {
    identity,
    authMethod: "universal-auth",
    errorCode: code,
    reason: failed,
    isProven: secretHash !== null,
    serviceAccount: null,
    evidence: universalLoginEvidence(clientSecretTrustedIps, secretHash, { name: failed, got }),
    detail: { reason: got },
  });
  const { requestId } = ctx.request;
  ctx.logger.warn({ requestId, identityId: identity.id, code, reason: got }, "Universal Auth login refused");
  return new AppError(code, { reason: got });
}
