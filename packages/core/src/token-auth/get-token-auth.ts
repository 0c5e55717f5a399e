import type { IdentityRef, TokenAuthOutput } from "@podpass/contracts";
import { loadIdentity } from "../identity/identity-output.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { TokenAuthRow } from "./token-auth.repository.ts";

/** The identity's Token Auth; `token_auth.not_found` when it has none. */
export async function getTokenAuth(ctx: UseCaseContext, input: IdentityRef): Promise<TokenAuthOutput> {
  ctx.authorize("identity:read");
  return loadTokenAuth(ctx.store, input.identityId, ctx.organizationId);
}

/** Loads the configuration of an identity of the organization, or says which of the two is missing. */
export async function loadTokenAuth(store: Store, identityId: string, organizationId: string): Promise<TokenAuthRow> {
  await loadIdentity(store, identityId, organizationId);
  const row = await store.tokenAuths.findForIdentity(identityId, organizationId);
  if (!row) throw new AppError("token_auth.not_found");
  return row;
}
