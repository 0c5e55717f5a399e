import type { IdentityRef, UniversalAuthOutput } from "@podpass/contracts";
import { loadIdentity } from "../identity/identity-output.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { UniversalAuthRow } from "./universal-auth.repository.ts";
import { toUniversalAuthOutput } from "./universal-auth-output.ts";

/** The identity's Universal Auth; `universal_auth.not_found` when it has none. */
export async function getUniversalAuth(ctx: UseCaseContext, input: IdentityRef): Promise<UniversalAuthOutput> {
  ctx.authorize("identity:read");
  return toUniversalAuthOutput(
    await loadUniversalAuth(ctx.store, input.identityId, ctx.organizationId),
    ctx.clock.now(),
  );
}

/** Loads the configuration of an identity of the organization, or says which of the two is missing. */
export async function loadUniversalAuth(
  store: Store,
  identityId: string,
  organizationId: string,
): Promise<UniversalAuthRow> {
  await loadIdentity(store, identityId, organizationId);
  const row = await store.universalAuths.findForIdentity(identityId, organizationId);
  if (!row) throw new AppError("universal_auth.not_found");
  return row;
}
