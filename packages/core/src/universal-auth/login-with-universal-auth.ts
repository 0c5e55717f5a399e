import {
  Id,
  type IssuedAccessToken,
  type LoginWithUniversalAuthInput,
  type UniversalLoginCheckName,
} from "@podpass/contracts";
import { issueAccessToken, OutdatedDecisionError } from "../access-token/issue-access-token.ts";
import { isTrustedIp } from "../access-token/trusted-ips.ts";
import { recordRefusedLogin } from "../login-activity/record-refused-login.ts";
import { AppError } from "../shared/app-error.ts";
import { hashRandomToken } from "../shared/random-token.ts";
import type { Store } from "../shared/store.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import type { ClientSecretRow } from "./client-secret.repository.ts";
import { isLocked } from "./universal-auth-output.ts";
import { universalLoginEvidence } from "./universal-login-evidence.ts";

type LoginRow = NonNullable<Awaited<ReturnType<PublicContext["store"]["universalAuths"]["findForLogin"]>>>;

/**
 * Exchanges a client id and secret for an access token. An unknown id, a wrong, revoked, expired or used-up secret and a
 * locked client id get the same answer; the reason is written down for the identity, when there is one. Wrong secrets in a
 * row lock the client id for a while, for the right secret too; from an address that no secret is let in from they count for
 * nothing, so that a stranger locks nobody out.
 */
export async function loginWithUniversalAuth(
  ctx: PublicContext,
  input: LoginWithUniversalAuthInput,
): Promise<IssuedAccessToken> {
  const clientId = Id.safeParse(input.clientId);
  const universalAuth = clientId.success ? await ctx.store.universalAuths.findForLogin(clientId.data) : null;
  if (!universalAuth) throw unknownClientId();
  const secretHash = hashRandomToken(input.clientSecret);
  const secret = await findSecret(ctx, universalAuth, secretHash);
  const login = { universalAuth, secret, secretHash };
  const result = await ctx
    .transaction((tx) => decideAndIssue(tx, ctx, login))
    .catch((error: unknown) => {
      throw error instanceof OutdatedDecisionError ? unknownClientId() : error;
    });
  if ("failed" in result) throw await refuse(ctx, universalAuth, result);
  return result;
}

/** @throws AppError when the client id is locked or the secret is not the identity's, which counts towards a lock */
async function findSecret(ctx: PublicContext, universalAuth: LoginRow, secretHash: string): Promise<ClientSecretRow> {
  const now = ctx.clock.now();
  const { id, isLockoutEnabled, lockout, clientSecretTrustedIps } = universalAuth;
  if (isLockoutEnabled && isLocked(lockout, now)) throw await refuse(ctx, universalAuth, LOCKED);
  const secret = await ctx.store.clientSecrets.findByHash(id, secretHash);
  if (secret) return secret;
  if (isTrustedIp(clientSecretTrustedIps, ctx.request.ipAddress)) {
    const isCounted = await ctx.store.lockouts.countFailure(id, now);
    if (isLockoutEnabled && !isCounted) throw await refuse(ctx, universalAuth, LOCKED);
  }
  throw await refuse(ctx, universalAuth, { failed: "client_secret", got: "wrong client secret", secretHash: null });
}

interface ProvenLogin {
  universalAuth: LoginRow;
  secret: ClientSecretRow;
  secretHash: string;
}

/** Decides by the configuration as it is when the token is issued: a change of it may have ended all tokens before. */
async function decideAndIssue(
  tx: Store,
  ctx: PublicContext,
  { universalAuth: { id, clientId }, secret, secretHash }: ProvenLogin,
): Promise<IssuedAccessToken | Refusal> {
  await tx.universalAuths.hold(id);
  const universalAuth = await tx.universalAuths.findForLogin(clientId);
  if (!universalAuth) throw new OutdatedDecisionError();
  const now = ctx.clock.now();
  const { clientSecretTrustedIps } = universalAuth;
  if (!isTrustedIp(clientSecretTrustedIps, ctx.request.ipAddress)) {
    return { failed: "trusted_ip", got: ctx.request.ipAddress, secretHash };
  }
  if (!(await tx.clientSecrets.countUse(secret.id, now))) {
    const got = "client secret revoked, expired or used up, or locked meanwhile";
    return { failed: "client_secret_live", got, secretHash };
  }
  if (universalAuth.lockout) await tx.lockouts.forgetFailures(id, now);
  return issueAccessToken(tx, ctx, {
    identity: universalAuth.identity,
    authMethod: "universal-auth",
    policy: {
      ttlSeconds: universalAuth.accessTokenTtlSeconds,
      maxTtlSeconds: universalAuth.accessTokenMaxTtlSeconds,
      maxUses: universalAuth.accessTokenMaxUses,
    },
    source: { universalAuthId: id, clientSecretId: secret.id },
    serviceAccount: null,
    evidence: universalLoginEvidence(clientSecretTrustedIps, secretHash, null),
    detail: { clientSecretPrefix: secret.prefix },
  });
}

/** Also for one that is removed, or whose organization is disabled, while the login goes on. */
const unknownClientId = () => new AppError("universal_auth.invalid_credentials", { reason: "unknown client id" });

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
