import type { CheckKubernetesConnectionInput, ConnectionReport } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertMayImpersonate } from "../authorization/privilege-boundary.ts";
import { assertCaCertificate } from "../kubernetes-auth/ca-certificate.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { isSavedConfiguration, typedSettings } from "./connection-settings.ts";
import { lookAtConnection } from "./look-at-connection.ts";

const BUSY_RETRY_SECONDS = 2;

/**
 * Looks at the API server of a configuration, saved or as it is being typed in, and says check by check what is wrong.
 * It asks for the rights that saving it takes, and is written down. Nothing it finds lets anybody in.
 */
export async function checkKubernetesConnection(
  ctx: UseCaseContext,
  input: CheckKubernetesConnectionInput,
): Promise<ConnectionReport> {
  ctx.authorize("identity:edit-auth");
  await assertMayImpersonate(ctx, input.identityId);
  const saved = await ctx.store.kubernetesAuths.findForIdentity(input.identityId, ctx.organizationId);
  const settings = await typedSettings(ctx, ctx.organizationId, saved, input);
  assertCaCertificate(settings.caCertificate);
  const report = await lookAtConnection(ctx, settings);
  if (!report) throw new AppError("kubernetes_connection.busy", { retryAfterSeconds: BUSY_RETRY_SECONDS });
  const isSaved = saved !== null && isSavedConfiguration(saved, input);
  await ctx.transaction(async (tx) => {
    if (isSaved) await tx.kubernetesConnections.record(saved, report);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "kubernetes_auth.check",
      subject: { type: "identity", id: input.identityId },
      detail: {
        kubernetesHost: settings.kubernetesHost,
        isSaved,
        reviewer: settings.reviewer.mode,
        failedCheck: report.checks.find((check) => check.verdict === "failed")?.name ?? null,
      },
    });
  });
  return report;
}
