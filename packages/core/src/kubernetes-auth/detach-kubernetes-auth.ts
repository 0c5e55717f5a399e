import type { IdentityRef, KubernetesAuthOutput } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertMayImpersonate } from "../authorization/privilege-boundary.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { loadKubernetesAuth } from "./get-kubernetes-auth.ts";
import { toKubernetesAuthOutput } from "./kubernetes-auth-output.ts";

/** Removes Kubernetes Auth from an identity; every access token issued through it is refused from then on. */
export async function detachKubernetesAuth(ctx: UseCaseContext, input: IdentityRef): Promise<KubernetesAuthOutput> {
  ctx.authorize("identity:edit-auth");
  await assertMayImpersonate(ctx, input.identityId);
  return ctx.transaction(async (tx) => {
    await tx.identities.lock(input.identityId);
    const row = await loadKubernetesAuth(tx, input.identityId, ctx.organizationId);
    const endedTokenCount = await tx.accessTokens.countLive({ kubernetesAuthId: row.id }, ctx.clock.now());
    await tx.identities.rememberLastLogin(input.identityId);
    await tx.kubernetesAuths.delete(row.id);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "kubernetes_auth.detach",
      subject: { type: "identity", id: input.identityId },
      detail: { kubernetesHost: row.kubernetesHost, endedTokenCount },
    });
    return toKubernetesAuthOutput(row);
  });
}
