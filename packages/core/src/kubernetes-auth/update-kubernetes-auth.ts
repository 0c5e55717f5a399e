import {
  KubernetesAuthConfig,
  kubernetesAuthWarnings,
  type ReviewerMode,
  type UpdateKubernetesAuthInput,
  type UpdateKubernetesAuthOutput,
} from "@podpass/contracts";
import { endExistingTokens } from "../access-token/end-existing-tokens.ts";
import { withExplicitPolicy } from "../access-token/lifetime.ts";
import { appendAuditEvent, changesBetween } from "../audit/append-audit-event.ts";
import { assertMayImpersonate } from "../authorization/privilege-boundary.ts";
import { invalidField, parseWith } from "../shared/app-error.ts";
import { definedOnly } from "../shared/defined-only.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { assertCaCertificate } from "./ca-certificate.ts";
import { chosenReviewerMode } from "./chosen-reviewer-mode.ts";
import { loadKubernetesAuth } from "./get-kubernetes-auth.ts";
import type { KubernetesAuthRow } from "./kubernetes-auth.repository.ts";
import { auditedKubernetesAuth, reviewerJwtPlace, toKubernetesAuthOutput } from "./kubernetes-auth-output.ts";
import { expiryOfJwt } from "./service-account-jwt.ts";

/**
 * Changes the fields that are given; the result as a whole must satisfy every rule. A changed host or CA without a new
 * reviewer JWT drops the stored one: otherwise whoever may edit the host could have it sent to a server of theirs.
 */
export async function updateKubernetesAuth(
  ctx: UseCaseContext,
  input: UpdateKubernetesAuthInput,
): Promise<UpdateKubernetesAuthOutput> {
  ctx.authorize("identity:edit-auth");
  await assertMayImpersonate(ctx, input.identityId);
  const { identityId, tokenReviewerJwt, existingTokens, ...change } = input;
  return ctx.transaction(async (tx) => {
    await tx.identities.lock(identityId);
    const before = await loadKubernetesAuth(tx, identityId, ctx.organizationId);
    const reviewerMode = chosenReviewerMode(before.reviewerMode, input);
    const config = parseWith(KubernetesAuthConfig, { ...before, ...definedOnly(change), reviewerMode });
    assertCaCertificate(config.caCertificate);
    const isRepointed =
      config.kubernetesHost !== before.kubernetesHost || config.caCertificate !== before.caCertificate;
    const reviewer = await nextReviewer(tx, ctx, { before, input, reviewerMode, isRepointed });
    const isReviewerJwtDropped =
      isRepointed && before.encryptedReviewerJwt !== null && reviewer.encryptedReviewerJwt === null;
    const fields = { ...withExplicitPolicy(config), ...reviewer };
    const after = await tx.kubernetesAuths.update(before.id, fields, ctx.clock.now());
    const ended = await endExistingTokens(tx, ctx, existingTokens, { kubernetesAuthId: before.id });
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "kubernetes_auth.update",
      subject: { type: "identity", id: identityId },
      detail: {
        ...changesBetween(auditedKubernetesAuth(before), auditedKubernetesAuth(after)),
        isReviewerJwtReplaced: Boolean(tokenReviewerJwt),
        isReviewerJwtDropped,
        ...ended,
      },
    });
    return { ...toKubernetesAuthOutput(after), warnings: kubernetesAuthWarnings(after), isReviewerJwtDropped };
  });
}

type ReviewerFields = Pick<KubernetesAuthRow, "reviewerMode" | "encryptedReviewerJwt" | "reviewerJwtExpiresAt">;

interface ReviewerChange {
  before: KubernetesAuthRow;
  input: UpdateKubernetesAuthInput;
  reviewerMode: ReviewerMode;
  isRepointed: boolean;
}

/** A JWT replaces the stored one; without one, the stored one is kept for the server it was entered for. */
async function nextReviewer(tx: Store, ctx: UseCaseContext, change: ReviewerChange): Promise<ReviewerFields> {
  const { before, input, reviewerMode } = change;
  if (reviewerMode !== "stored") return { reviewerMode, encryptedReviewerJwt: null, reviewerJwtExpiresAt: null };
  const jwt = input.tokenReviewerJwt;
  if (jwt) {
    const encryptedReviewerJwt = await ctx.secretBox.sealText(tx, ctx.organizationId, reviewerJwtPlace(before.id), jwt);
    return { reviewerMode, encryptedReviewerJwt, reviewerJwtExpiresAt: expiryOfJwt(jwt) };
  }
  const { encryptedReviewerJwt, reviewerJwtExpiresAt } = before;
  const isKept = encryptedReviewerJwt !== null && jwt !== null && !change.isRepointed;
  if (isKept) return { reviewerMode, encryptedReviewerJwt, reviewerJwtExpiresAt };
  if (input.reviewerMode === "stored") throw invalidField("tokenReviewerJwt", "Enter the reviewer's JWT");
  return { reviewerMode: "client", encryptedReviewerJwt: null, reviewerJwtExpiresAt: null };
}
