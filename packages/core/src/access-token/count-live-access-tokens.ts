import {
  AuthMethod,
  type CountLiveAccessTokensInput,
  type CountLiveOfServiceAccountInput,
  type LiveAccessTokenCount,
} from "@podpass/contracts";
import { loadIdentity } from "../identity/identity-output.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** How many access tokens of an identity would be let in now: what stops working when their login method goes. */
export async function countLiveAccessTokens(
  ctx: UseCaseContext,
  input: CountLiveAccessTokensInput,
): Promise<LiveAccessTokenCount> {
  ctx.authorize("identity:read");
  const { id } = await loadIdentity(ctx.store, input.identityId, ctx.organizationId);
  const scope = { identityId: id, clientSecretId: input.clientSecretId };
  return inAll(await ctx.store.accessTokens.countLiveByAuthMethod(scope, ctx.clock.now()));
}

/** The same of a service account, or of all those of a namespace: what stops working when its tokens are revoked. */
export async function countLiveOfServiceAccount(
  ctx: UseCaseContext,
  input: CountLiveOfServiceAccountInput,
): Promise<LiveAccessTokenCount> {
  ctx.authorize("identity:get-token");
  const { identityId, authMethod, serviceAccount } = input;
  if (identityId !== undefined) await loadIdentity(ctx.store, identityId, ctx.organizationId);
  const identityIds = identityId === undefined ? undefined : [identityId];
  const scope = { organizationId: ctx.organizationId, identityIds, authMethod, serviceAccount };
  return inAll(await ctx.store.accessTokenInventory.countLiveByAuthMethod(scope, ctx.clock.now()));
}

function inAll(counts: readonly { authMethod: string; count: number }[]): LiveAccessTokenCount {
  const byAuthMethod = { "universal-auth": 0, "kubernetes-auth": 0, "token-auth": 0 };
  for (const { authMethod, count } of counts) byAuthMethod[AuthMethod.parse(authMethod)] = count;
  return { total: counts.reduce((total, { count }) => total + count, 0), byAuthMethod };
}
