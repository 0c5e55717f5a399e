import { type AccessTokenOutput, type AccessTokenState, AuthMethod } from "@podpass/contracts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { AccessTokenInventoryRow } from "./access-token-inventory.repository.ts";

/** What the world sees of a token after it was issued. */
export function toAccessTokenOutput(row: AccessTokenInventoryRow, now: Date): AccessTokenOutput {
  const { serviceAccountNamespace: namespace, serviceAccountName: name, ...token } = row;
  return {
    ...token,
    authMethod: AuthMethod.parse(row.authMethod),
    serviceAccount: namespace !== null && name !== null ? { namespace, name } : null,
    state: stateOf(row, now),
  };
}

/** Loads a token of the organization or throws `access_token.not_found`. */
export async function loadAccessTokenOutput(
  store: Store,
  ctx: UseCaseContext,
  accessTokenId: string,
): Promise<AccessTokenOutput> {
  const row = await store.accessTokenInventory.find(accessTokenId, ctx.organizationId);
  if (!row) throw new AppError("access_token.not_found");
  return toAccessTokenOutput(row, ctx.clock.now());
}

function stateOf(row: AccessTokenInventoryRow, now: Date): AccessTokenState {
  if (row.revokedAt) return "revoked";
  if (row.expiresAt.getTime() <= now.getTime()) return "expired";
  return row.maxUses > 0 && row.uses >= row.maxUses ? "used-up" : "live";
}
