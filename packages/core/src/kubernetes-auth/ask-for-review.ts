import { parseAllowList, type ServiceAccountRef } from "@podpass/contracts";
import type { PublicContext } from "../shared/use-case-context.ts";
import type { KubernetesLoginRow } from "./kubernetes-auth.repository.ts";
import { reviewerJwtPlace } from "./kubernetes-auth-output.ts";
import type { Reviewer } from "./login-facts.ts";
import type { OwnAccount } from "./own-cluster.ts";
import { claimedServiceAccount } from "./service-account-jwt.ts";
import type { ReviewRequest, TokenReviewOutcome } from "./token-review.gateway.ts";

type ReviewedConfiguration = Omit<KubernetesLoginRow, "identityName">;
type Subject = Pick<ReviewRequest, "serviceAccountJwt" | "claimedSubject">;

export interface AskedReview {
  /** Where it was asked; empty when Podpass's own cluster could not be told. */
  kubernetesHost: string;
  reviewer: Reviewer;
  review: TokenReviewOutcome;
}

/** Has a JWT reviewed as its configuration says: by whom, and at which API server. */
export async function askForReview(
  ctx: PublicContext,
  row: ReviewedConfiguration,
  subject: Subject,
): Promise<AskedReview> {
  if (row.reviewerMode === "own") return askOwnCluster(ctx, row, subject);
  const { kubernetesHost, caCertificate } = row;
  if (row.reviewerMode === "client") {
    const review = await ask(
      ctx,
      row,
      { kubernetesHost, caCertificate, reviewerJwt: subject.serviceAccountJwt },
      subject,
    );
    return { kubernetesHost, reviewer: { mode: "client" }, review };
  }
  const reviewerJwt = await openReviewerJwt(ctx, row);
  const review = await ask(ctx, row, { kubernetesHost, caCertificate, reviewerJwt }, subject);
  return { kubernetesHost, reviewer: { mode: "stored", serviceAccount: storedReviewer(row, reviewerJwt) }, review };
}

/** At the cluster Podpass runs in, never at the typed host. A token that was replaced meanwhile is tried once more. */
async function askOwnCluster(ctx: PublicContext, row: ReviewedConfiguration, subject: Subject): Promise<AskedReview> {
  const account = await ctx.ownCluster.read();
  const first = await askAs(ctx, row, account, subject);
  if (!account.ok || first.review.kind !== "no_answer" || first.review.fault !== "reviewer_unauthorized") return first;
  const again = await ctx.ownCluster.read();
  return again.ok && again.reviewerJwt === account.reviewerJwt ? first : askAs(ctx, row, again, subject);
}

async function askAs(
  ctx: PublicContext,
  row: ReviewedConfiguration,
  account: OwnAccount,
  subject: Subject,
): Promise<AskedReview> {
  if (!account.ok) {
    const review = { kind: "no_answer", fault: "own_account_missing", reason: account.reason } as const;
    return { kubernetesHost: "", reviewer: { mode: "own", serviceAccount: null }, review };
  }
  const reviewer: Reviewer = { mode: "own", serviceAccount: claimedServiceAccount(account.reviewerJwt) };
  return { kubernetesHost: account.kubernetesHost, reviewer, review: await ask(ctx, row, account, subject) };
}

function ask(
  ctx: PublicContext,
  row: ReviewedConfiguration,
  as: { kubernetesHost: string; caCertificate: string; reviewerJwt: string },
  subject: Subject,
): Promise<TokenReviewOutcome> {
  return ctx.tokenReviews.review(
    {
      configurationId: row.id,
      configurationVersion: row.version,
      kubernetesHost: as.kubernetesHost,
      caCertificate: as.caCertificate,
    },
    { reviewerJwt: as.reviewerJwt, ...subject, audiences: parseAllowList(row.allowedAudience) },
  );
}

async function openReviewerJwt(ctx: PublicContext, row: ReviewedConfiguration): Promise<string> {
  // The database keeps a JWT with every row of this mode.
  if (row.encryptedReviewerJwt === null) throw new Error(`Kubernetes Auth ${row.id} has lost its reviewer JWT`);
  return ctx.secretBox.openText(ctx.store, row.organizationId, reviewerJwtPlace(row.id), row.encryptedReviewerJwt);
}

/** Whose JWT a configuration stores, for as long as its row is kept in memory: the text itself never is. */
const storedReviewers = new WeakMap<ReviewedConfiguration, { serviceAccount: ServiceAccountRef | null }>();

function storedReviewer(row: ReviewedConfiguration, reviewerJwt: string): ServiceAccountRef | null {
  const known = storedReviewers.get(row) ?? { serviceAccount: claimedServiceAccount(reviewerJwt) };
  storedReviewers.set(row, known);
  return known.serviceAccount;
}
