import { randomUUID } from "node:crypto";
import type { AttachKubernetesAuthInput, AttachKubernetesAuthOutput } from "@podpass/contracts";
import { kubernetesAuthWarnings } from "@podpass/contracts";
import { withExplicitPolicy } from "../access-token/lifetime.ts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertMayImpersonate } from "../authorization/privilege-boundary.ts";
import { loadIdentity } from "../identity/identity-output.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { assertCaCertificate } from "./ca-certificate.ts";
import { chosenReviewerMode } from "./chosen-reviewer-mode.ts";
import { auditedKubernetesAuth, reviewerJwtPlace, toKubernetesAuthOutput } from "./kubernetes-auth-output.ts";
import { expiryOfJwt } from "./service-account-jwt.ts";

/** Gives an identity Kubernetes Auth. The reviewer JWT is encrypted before it is stored and never shown again. */
export async function attachKubernetesAuth(
  ctx: UseCaseContext,
  input: AttachKubernetesAuthInput,
): Promise<AttachKubernetesAuthOutput> {
  ctx.authorize("identity:edit-auth");
  await assertMayImpersonate(ctx, input.identityId);
  assertCaCertificate(input.caCertificate);
  const { tokenReviewerJwt, ...config } = input;
  const now = ctx.clock.now();
  const id = randomUUID();
  return ctx.transaction(async (tx) => {
    await tx.identities.lock(input.identityId);
    await loadIdentity(tx, input.identityId, ctx.organizationId);
    const row = {
      ...withExplicitPolicy(config),
      reviewerMode: chosenReviewerMode(undefined, input),
      id,
      encryptedReviewerJwt:
        tokenReviewerJwt === ""
          ? null
          : await ctx.secretBox.sealText(tx, ctx.organizationId, reviewerJwtPlace(id), tokenReviewerJwt),
      reviewerJwtExpiresAt: expiryOfJwt(tokenReviewerJwt),
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    if (!(await tx.kubernetesAuths.insert(row))) throw new AppError("kubernetes_auth.already_attached");
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "kubernetes_auth.attach",
      subject: { type: "identity", id: input.identityId },
      detail: auditedKubernetesAuth(row),
    });
    return { ...toKubernetesAuthOutput(row), warnings: kubernetesAuthWarnings(row) };
  });
}
