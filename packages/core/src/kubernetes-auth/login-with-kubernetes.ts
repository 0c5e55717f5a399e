import type {
  IssuedAccessToken,
  LoginCheck,
  LoginWithKubernetesInput,
  LoginWithVaultRoleInput,
} from "@podpass/contracts";
import { Id } from "@podpass/contracts";
import { issueAccessToken, type JwtLife, OutdatedDecisionError } from "../access-token/issue-access-token.ts";
import type { JsonValue } from "../audit/append-audit-event.ts";
import type { LoginEvidence } from "../login-activity/login-attempt.ts";
import { recordRefusedLogin } from "../login-activity/record-refused-login.ts";
import { AppError } from "../shared/app-error.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import { gatherLoginFacts } from "./gather-login-facts.ts";
import type { KubernetesLoginRow, LoginSubject } from "./kubernetes-auth.repository.ts";
import { decideKubernetesLogin, type LoginDecision } from "./login-checks.ts";
import { fingerprintOf } from "./service-account-jwt.ts";
import type { TokenReviewOutcome } from "./token-review.gateway.ts";

/**
 * Exchanges a service-account JWT for an access token: one read if anything changed since the last one, one TokenReview,
 * one write. Who is let in is decided by `decideKubernetesLogin` on the review's own answer. Every login of a known
 * identity is written down with its checks; the caller learns only the catalog's sentence.
 */
export async function loginWithKubernetes(
  ctx: PublicContext,
  input: LoginWithKubernetesInput,
): Promise<IssuedAccessToken> {
  const identityId = Id.safeParse(input.identityId);
  const subject = identityId.success ? { identityId: identityId.data } : null;
  return logIn(ctx, { subject, jwt: input.jwt, jwtLife: "renewed" });
}

/** What clients call the mount unless told otherwise: no organization may take the logins of all others by its slug. */
const DEFAULT_MOUNT = "kubernetes";

/**
 * The same login with the identity named by id or by name. A name that is not one identity's alone is nobody's. Clients
 * of this kind keep the token they got: one JWT lasts through its renewals.
 */
export async function loginWithVaultRole(
  ctx: PublicContext,
  { role, jwt, mount }: LoginWithVaultRoleInput,
): Promise<IssuedAccessToken> {
  const identityId = Id.safeParse(role);
  const subject = identityId.success
    ? { identityId: identityId.data }
    : { identityName: role, organizationSlug: mount === DEFAULT_MOUNT ? null : mount };
  return logIn(ctx, { subject, jwt, jwtLife: "max-ttl" });
}

interface Login {
  /** Null for what names nobody. */
  subject: LoginSubject | null;
  jwt: string;
  jwtLife: JwtLife;
}

async function logIn(ctx: PublicContext, login: Login): Promise<IssuedAccessToken> {
  const { subject } = login;
  if (!subject) return decideAndIssue(ctx, login, null);
  const { kubernetesAuths } = ctx.store;
  let row = await kubernetesAuths.findForLogin(subject);
  for (;;) {
    try {
      return await decideAndIssue(ctx, login, row);
    } catch (error) {
      if (!(error instanceof OutdatedDecisionError)) throw error;
      // Changed or removed while the cluster was asked: the login is decided anew, by what holds now.
      row = await kubernetesAuths.findForLoginNow(subject);
    }
  }
}

/** @throws OutdatedDecisionError when what was read is no longer so */
async function decideAndIssue(
  ctx: PublicContext,
  { subject, jwt, jwtLife }: Login,
  row: KubernetesLoginRow | null,
): Promise<IssuedAccessToken> {
  const facts = await gatherLoginFacts(ctx, row, jwt);
  const decision = decideKubernetesLogin(facts);
  const fingerprint = fingerprintOf(jwt);
  if (!row || decision.refusal || !decision.serviceAccount) {
    throw await refuse(ctx, subject, { row, review: facts.review, decision, jwtFingerprint: fingerprint });
  }
  const { serviceAccount } = decision;
  return issueAccessToken(ctx.store, ctx, {
    identity: { id: row.identityId, name: row.identityName, organizationId: row.organizationId },
    authMethod: "kubernetes-auth",
    policy: {
      ttlSeconds: row.accessTokenTtlSeconds,
      maxTtlSeconds: row.accessTokenMaxTtlSeconds,
      maxUses: row.accessTokenMaxUses,
    },
    source: { kubernetesAuthId: row.id, kubernetesAuthVersion: row.version },
    jwtLife,
    serviceAccount,
    evidence: evidenceOf(decision, facts.review, fingerprint),
    detail: { serviceAccount: { ...serviceAccount }, jwtFingerprint: fingerprint },
  });
}

interface RefusedAttempt {
  row: KubernetesLoginRow | null;
  review: TokenReviewOutcome | undefined;
  decision: LoginDecision;
  jwtFingerprint: string;
}

/** Writes down why, and makes the error the caller gets. */
async function refuse(
  ctx: PublicContext,
  subject: LoginSubject | null,
  { row, review, decision, jwtFingerprint }: RefusedAttempt,
): Promise<AppError> {
  const code = decision.refusal ?? "auth.login_refused";
  const failed = decision.checks.find((check) => check.verdict === "failed");
  const reason = `${failed?.name ?? "unknown"}: expected ${failed?.expected ?? "-"}, got ${failed?.got ?? "-"}`;
  if (row) {
    await recordRefusedLogin(ctx, {
      identity: { id: row.identityId, organizationId: row.organizationId },
      authMethod: "kubernetes-auth",
      errorCode: code,
      reason: failed?.name ?? "service_account",
      isProven: decision.serviceAccount !== null,
      serviceAccount: decision.serviceAccount,
      evidence: evidenceOf(decision, review, jwtFingerprint),
      detail: {
        jwtFingerprint,
        serviceAccount: decision.serviceAccount && { ...decision.serviceAccount },
        checks: asJson(decision.checks),
      },
    });
  }
  // What is no id, and nobody's name, may be a credential in the wrong field.
  const loggedId = row?.identityId ?? (subject && "identityId" in subject ? subject.identityId : "not an id");
  ctx.logger.warn(
    { requestId: ctx.request.requestId, identityId: loggedId, jwtFingerprint, code, reason },
    "Kubernetes login refused",
  );
  const retryAfterSeconds = review?.kind === "no_answer" ? review.retryAfterSeconds : undefined;
  return new AppError(code, { reason, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });
}

/** As JSON holds them: what is not set is left out. */
function asJson(checks: readonly LoginCheck[]): JsonValue {
  return JSON.parse(JSON.stringify(checks));
}

function evidenceOf(
  { checks, serviceAccount }: LoginDecision,
  review: TokenReviewOutcome | undefined,
  credentialFingerprint: string,
): LoginEvidence {
  const pod = serviceAccount && review?.kind === "authenticated" ? review : null;
  return { checks, podName: pod?.podName ?? null, nodeName: pod?.nodeName ?? null, credentialFingerprint };
}
