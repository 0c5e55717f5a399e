import { parseAllowList } from "@podpass/contracts";
import type { PublicContext } from "../shared/use-case-context.ts";
import type { KubernetesLoginRow } from "./kubernetes-auth.repository.ts";
import { reviewerJwtPlace } from "./kubernetes-auth-output.ts";
import type { Reviewer } from "./login-facts.ts";
import type { OwnAccount } from "./own-cluster.ts";
import { claimedServiceAccount } from "./service-account-jwt.ts";
import type { TokenReviewOutcome } from "./token-review.gateway.ts";

type ReviewedConfiguration = Omit<KubernetesLoginRow, "identityName">;

export interface AskedReview {
  /** Where it was asked; empty when Podpass's own cluster could not be told. */
  kubernetesHost: string;
  reviewer: Reviewer;
  review: TokenReviewOutcome;
}

/** Has a JWT reviewed as its configuration says: by whom, and at which API server. */
export async function askForReview(ctx: PublicContext, row: ReviewedConfiguration, jwt: string): Promise<AskedReview> {
  if (row.reviewerMode === "own") return askOwnCluster(ctx, row, jwt);
  const { kubernetesHost, caCertificate } = row;
  if (row.reviewerMode === "client") {
    const review = await ask(ctx, row, { kubernetesHost, caCertificate, reviewerJwt: jwt }, jwt);
    return { kubernetesHost, reviewer: { mode: "client" }, review };
  }
  const reviewerJwt = await openReviewerJwt(ctx, row);
  const review = await ask(ctx, row, { kubernetesHost, caCertificate, reviewerJwt }, jwt);
  return { kubernetesHost, reviewer: { mode: "stored", serviceAccount: claimedServiceAccount(reviewerJwt) }, review };
}

/** At the cluster Podpass runs in, never at the typed host. A token that was replaced meanwhile is tried once more. */
async function askOwnCluster(ctx: PublicContext, row: ReviewedConfiguration, jwt: string): Promise<AskedReview> {
  const account = await ctx.ownCluster.read();
  const first = await askAs(ctx, row, account, jwt);
  if (!account.ok || first.review.kind !== "no_answer" || first.review.fault !== "reviewer_unauthorized") return first;
  const again = await ctx.ownCluster.read();
  return again.ok && again.reviewerJwt === account.reviewerJwt ? first : askAs(ctx, row, again, jwt);
}

async function askAs(
  ctx: PublicContext,
  row: ReviewedConfiguration,
  account: OwnAccount,
  jwt: string,
): Promise<AskedReview> {
  if (!account.ok) {
    const review = { kind: "no_answer", fault: "own_account_missing", reason: account.reason } as const;
    return { kubernetesHost: "", reviewer: { mode: "own", serviceAccount: null }, review };
  }
  const reviewer: Reviewer = { mode: "own", serviceAccount: claimedServiceAccount(account.reviewerJwt) };
  return { kubernetesHost: account.kubernetesHost, reviewer, review: await ask(ctx, row, account, jwt) };
}

function ask(
  ctx: PublicContext,
  row: ReviewedConfiguration,
  as: { kubernetesHost: string; caCertificate: string; reviewerJwt: string },
  jwt: string,
): Promise<TokenReviewOutcome> {
  return ctx.tokenReviews.review(
    {
      configurationId: row.id,
      configurationVersion: row.version,
      kubernetesHost: as.kubernetesHost,
      caCertificate: as.caCertificate,
    },
    { reviewerJwt: as.reviewerJwt, serviceAccountJwt: jwt, audiences: parseAllowList(row.allowedAudience) },
  );
}

async function openReviewerJwt(ctx: PublicContext, row: ReviewedConfiguration): Promise<string> {
  // The database keeps a JWT with every row of this mode.
  if (row.encryptedReviewerJwt === null) throw new Error(`Kubernetes Auth ${row.id} has lost its reviewer JWT`);
  return ctx.secretBox.openText(ctx.store, row.organizationId, reviewerJwtPlace(row.id), row.encryptedReviewerJwt);
}
