import type { IdentityRef, KubernetesAuthOutput } from "@podpass/contracts";
import { loadIdentity } from "../identity/identity-output.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { KubernetesAuthRow } from "./kubernetes-auth.repository.ts";
import { toKubernetesAuthOutput } from "./kubernetes-auth-output.ts";

/** The identity's Kubernetes Auth; `kubernetes_auth.not_found` when it has none. */
export async function getKubernetesAuth(ctx: UseCaseContext, input: IdentityRef): Promise<KubernetesAuthOutput> {
  ctx.authorize("identity:read");
  return toKubernetesAuthOutput(await loadKubernetesAuth(ctx.store, input.identityId, ctx.organizationId));
}

/** Loads the configuration of an identity of the organization, or says which of the two is missing. */
export async function loadKubernetesAuth(
  store: Store,
  identityId: string,
  organizationId: string,
): Promise<KubernetesAuthRow> {
  await loadIdentity(store, identityId, organizationId);
  const row = await store.kubernetesAuths.findForIdentity(identityId, organizationId);
  if (!row) throw new AppError("kubernetes_auth.not_found");
  return row;
}
