import { parseAllowList } from "@podpass/contracts";
import type { PublicContext } from "../shared/use-case-context.ts";
import type { KubernetesLoginRow } from "./kubernetes-auth.repository.ts";
import { reviewerJwtPlace } from "./kubernetes-auth-output.ts";
import type { LoginFacts, Reviewer } from "./login-facts.ts";
import { claimedIssuedAt, claimedServiceAccount, serviceAccountJwtProblem } from "./service-account-jwt.ts";
import type { TokenReviewOutcome } from "./token-review.gateway.ts";

/**
 * Finds out what a login is decided on: at most one TokenReview, and none for what cannot be a JWT or for an identity
 * without a configuration.
 */
export async function gatherLoginFacts(
  ctx: PublicContext,
  row: Omit<KubernetesLoginRow, "identityName"> | null,
  jwt: string,
): Promise<LoginFacts> {
  const jwtProblem = serviceAccountJwtProblem(jwt);
  const around = {
    jwtProblem,
    claimedServiceAccount: claimedServiceAccount(jwt),
    claimedIssuedAt: claimedIssuedAt(jwt),
    now: ctx.clock.now(),
    configuration: row ?? undefined,
    ipAddress: ctx.request.ipAddress,
  };
  if (!row || jwtProblem !== null) return { ...around, reviewer: { mode: "client" }, review: undefined };
  const reviewerJwt = await openReviewerJwt(ctx, row);
  const review = await reviewJwt(ctx, row, reviewerJwt ?? jwt, jwt);
  const reviewer: Reviewer =
    reviewerJwt === null ? { mode: "client" } : { mode: "stored", serviceAccount: claimedServiceAccount(reviewerJwt) };
  return { ...around, reviewer, review };
}

async function openReviewerJwt(
  ctx: PublicContext,
  row: Omit<KubernetesLoginRow, "identityName">,
): Promise<string | null> {
  if (row.encryptedReviewerJwt === null) return null;
  return ctx.secretBox.openText(ctx.store, row.organizationId, reviewerJwtPlace(row.id), row.encryptedReviewerJwt);
}

function reviewJwt(
  ctx: PublicContext,
  row: Omit<KubernetesLoginRow, "identityName">,
  reviewerJwt: string,
  jwt: string,
): Promise<TokenReviewOutcome> {
  return ctx.tokenReviews.review(
    {
      configurationId: row.id,
      configurationVersion: row.version,
      kubernetesHost: row.kubernetesHost,
      caCertificate: row.caCertificate,
    },
    { reviewerJwt, serviceAccountJwt: jwt, audiences: parseAllowList(row.allowedAudience) },
  );
}
