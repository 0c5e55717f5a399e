import type { IssuedAccessToken, LoginCheck, LoginWithKubernetesInput } from "@podpass/contracts";
import { Id } from "@podpass/contracts";
import { issueAccessToken, OutdatedDecisionError } from "../access-token/issue-access-token.ts";
import type { JsonValue } from "../audit/append-audit-event.ts";
import type { LoginEvidence } from "../login-activity/login-attempt.ts";
import { recordRefusedLogin } from "../login-activity/record-refused-login.ts";
import { AppError } from "../shared/app-error.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import { gatherLoginFacts } from "./gather-login-facts.ts";
import type { KubernetesLoginRow } from "./kubernetes-auth.repository.ts";
import { decideKubernetesLogin, type LoginDecision } from "./login-checks.ts";
import { fingerprintOf } from "./service-account-jwt.ts";
import type { TokenReviewOutcome } from "./token-review.gateway.ts";

/**
 * Exchanges a service-account JWT for an access token: one read, one TokenReview, one write. Who is let in is decided
 * by `decideKubernetesLogin` on the review's own answer. Every login of a known identity is written down with its
 * checks; the caller learns only the catalog's sentence.
 */
export async function loginWithKubernetes(
  ctx: PublicContext,
  input: LoginWithKubernetesInput,
): Promise<IssuedAccessToken> {
  const identityId = Id.safeParse(input.identityId);
  const row = identityId.success ? await ctx.store.kubernetesAuths.findForLogin(identityId.data) : null;
  const facts = await gatherLoginFacts(ctx, row, input.jwt);
  const decision = decideKubernetesLogin(facts);
  const fingerprint = fingerprintOf(input.jwt);
  if (!row || decision.refusal || !decision.serviceAccount) {
    throw await refuse(ctx, input.identityId, { row, review: facts.review, decision, jwtFingerprint: fingerprint });
  }
  const { serviceAccount } = decision;
  const issuing = issueAccessToken(ctx.store, ctx, {
    identity: { id: row.identityId, name: row.identityName, organizationId: row.organizationId },
    authMethod: "kubernetes-auth",
    policy: {
      ttlSeconds: row.accessTokenTtlSeconds,
      maxTtlSeconds: row.accessTokenMaxTtlSeconds,
      maxUses: row.accessTokenMaxUses,
    },
    source: { kubernetesAuthId: row.id, kubernetesAuthVersion: row.version },
    serviceAccount,
    evidence: evidenceOf(decision, facts.review, fingerprint),
    detail: { serviceAccount: { ...serviceAccount }, jwtFingerprint: fingerprint },
  });
  return issuing.catch((error: unknown) => {
    // Changed or removed while the cluster was asked: the login is decided anew, by what holds now.
    if (error instanceof OutdatedDecisionError) return loginWithKubernetes(ctx, input);
    throw error;
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
  identityId: string,
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
  // What is no id may be a credential in the wrong field.
  const loggedId = Id.safeParse(identityId).success ? identityId : "not an id";
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
