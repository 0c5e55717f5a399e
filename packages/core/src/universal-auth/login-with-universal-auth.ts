import { Id, type IssuedAccessToken, type LoginWithUniversalAuthInput } from "@podpass/contracts";
import { issueAccessToken } from "../access-token/issue-access-token.ts";
import { isTrustedIp } from "../access-token/trusted-ips.ts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { AppError } from "../shared/app-error.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import { hashClientSecret } from "./client-secret-value.ts";

type LoginRow = NonNullable<Awaited<ReturnType<PublicContext["store"]["universalAuths"]["findForLogin"]>>>;

/**
 * Exchanges a client id and secret for an access token. An unknown id, a wrong, revoked, expired or used-up secret get
 * the same answer; the reason is in the audit event of the identity, when there is one.
 */
export async function loginWithUniversalAuth(
  ctx: PublicContext,
  input: LoginWithUniversalAuthInput,
): Promise<IssuedAccessToken> {
  const clientId = Id.safeParse(input.clientId);
  const universalAuth = clientId.success ? await ctx.store.universalAuths.findForLogin(clientId.data) : null;
  if (!universalAuth) throw new AppError("universal_auth.invalid_credentials", { reason: "unknown client id" });
  const secretHash = hashClientSecret(input.clientSecret);
  const secret = await ctx.store.clientSecrets.findByHash(universalAuth.id, secretHash);
  if (!secret) throw await refuse(ctx, universalAuth, "wrong client secret");
  if (!isTrustedIp(universalAuth.clientSecretTrustedIps, ctx.request.ipAddress)) {
    throw await refuse(ctx, universalAuth, "untrusted IP", "auth.ip_not_trusted");
  }
  const issued = await ctx.transaction(async (tx) => {
    if (!(await tx.clientSecrets.countUse(secret.id, ctx.clock.now()))) return null;
    return issueAccessToken(tx, ctx, {
      identity: universalAuth.identity,
      authMethod: "universal-auth",
      policy: {
        ttlSeconds: universalAuth.accessTokenTtlSeconds,
        maxTtlSeconds: universalAuth.accessTokenMaxTtlSeconds,
        maxUses: universalAuth.accessTokenMaxUses,
      },
      source: {
        kubernetesAuthId: null,
        kubernetesAuthVersion: null,
        universalAuthId: universalAuth.id,
        clientSecretId: secret.id,
      },
      serviceAccount: null,
      detail: { clientSecretPrefix: secret.prefix },
    });
  });
  if (!issued) throw await refuse(ctx, universalAuth, "client secret revoked, expired or used up");
  return issued;
}

async function refuse(
  ctx: PublicContext,
  universalAuth: LoginRow,
  reason: string,
  code: "universal_auth.invalid_credentials" | "auth.ip_not_trusted" = "universal_auth.invalid_credentials",
): Promise<AppError> {
  const { identity } = universalAuth;
  await appendAuditEvent(ctx.store, ctx, {
    organizationId: identity.organizationId,
    actor: { type: "system" },
    action: "identity.login_refused",
    subject: { type: "identity", id: identity.id },
    detail: { authMethod: "universal-auth", code, reason },
  });
  ctx.logger.warn(
    { requestId: ctx.request.requestId, identityId: identity.id, code, reason },
    "Universal Auth login refused",
  );
  return new AppError(code, { reason });
}
