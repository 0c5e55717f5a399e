import { AuthMethod, type CountLiveAccessTokensInput, type LiveAccessTokenCount } from "@podpass/contracts";
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
  const counts = await ctx.store.accessTokens.countLiveByAuthMethod(scope, ctx.clock.now());
  const byAuthMethod = { "universal-auth": 0, "kubernetes-auth": 0, "token-auth": 0 };
  for (const { authMethod, count } of counts) byAuthMethod[AuthMethod.parse(authMethod)] = count;
  return { total: counts.reduce((total, { count }) => total + count, 0), byAuthMethod };
}
