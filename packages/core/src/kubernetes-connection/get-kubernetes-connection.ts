import type { IdentityRef, KubernetesConnectionOutput } from "@podpass/contracts";
import { loadKubernetesAuth } from "../kubernetes-auth/get-kubernetes-auth.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** What the last check of the identity's saved configuration found; null until it has been checked as it is now. */
export async function getKubernetesConnection(
  ctx: UseCaseContext,
  input: IdentityRef,
): Promise<KubernetesConnectionOutput> {
  ctx.authorize("identity:read");
  const saved = await loadKubernetesAuth(ctx.store, input.identityId, ctx.organizationId);
  return { report: await ctx.store.kubernetesConnections.findReport(saved) };
}
