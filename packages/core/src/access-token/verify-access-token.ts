import { rulesOfRole } from "../authorization/role-rules.ts";
import { type PublicContext, type UseCaseContext, withActor } from "../shared/use-case-context.ts";
import type { AccessTokenRow } from "./access-token.repository.ts";
import { loadAccessToken } from "./load-access-token.ts";
import { holderOf, refusedToken } from "./token-holder.ts";

/**
 * Turns a presented access token into the context its identity acts in, and counts one use of it when its uses are
 * limited. Everything is data, read now or kept until it changes: a revocation, a deletion or a changed role holds from
 * the next request on.
 */
export async function verifyAccessToken(ctx: PublicContext, accessToken: string): Promise<UseCaseContext> {
  const token = await loadAccessToken(ctx, accessToken);
  await countUse(ctx, token);
  return contextOf(ctx, token);
}

/** The same for what goes on after the request it began with, such as an open stream: it is one use all along. */
export async function verifyAccessTokenAgain(ctx: PublicContext, accessToken: string): Promise<UseCaseContext> {
  return contextOf(ctx, await loadAccessToken(ctx, accessToken));
}

async function countUse(ctx: PublicContext, token: AccessTokenRow): Promise<void> {
  const use = { id: token.id, at: ctx.clock.now(), ipAddress: ctx.request.ipAddress };
  if (token.maxUses === 0) ctx.accessTokenUses.note(use);
  else if (!(await ctx.store.accessTokens.countUse(use))) throw refusedToken("access_token.used_up", token);
}

function contextOf(ctx: PublicContext, token: AccessTokenRow): UseCaseContext {
  const customRole =
    token.customRoleSlug === null ? null : { slug: token.customRoleSlug, permissions: token.customRolePermissions };
  const { serviceAccountNamespace: namespace, serviceAccountName: name } = token;
  const organizationRules = rulesOfRole("organization", { role: token.role, customRole });
  return withActor(ctx, {
    ...holderOf(token),
    organizationRules,
    // An identity holds its role for good.
    organizationRulesUntil: () => organizationRules,
    serviceAccount: namespace === null || name === null ? null : { namespace, name },
  });
}
