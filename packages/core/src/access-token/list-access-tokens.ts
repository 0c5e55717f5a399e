import type { AccessTokenOutput, AccessTokenPage, AccessTokenRef, ListAccessTokensInput } from "@podpass/contracts";
import { loadIdentity } from "../identity/identity-output.ts";
import { readTimeCursor, toPage } from "../shared/cursor.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { loadAccessTokenOutput, toAccessTokenOutput } from "./access-token-output.ts";

/** The organization's access tokens that fit the filters, newest first. */
export async function listAccessTokens(ctx: UseCaseContext, input: ListAccessTokensInput): Promise<AccessTokenPage> {
  ctx.authorize("identity:get-token");
  const { identityId, authMethod, serviceAccount, state, limit } = input;
  if (identityId !== undefined) await loadIdentity(ctx.store, identityId, ctx.organizationId);
  const now = ctx.clock.now();
  const identityIds = identityId === undefined ? undefined : [identityId];
  const rows = await ctx.store.accessTokenInventory.list(
    { organizationId: ctx.organizationId, identityIds, authMethod, serviceAccount },
    { state, at: now, before: readTimeCursor(input.cursor), take: limit + 1 },
  );
  const page = toPage(rows, limit, (row) => ({ sortValue: row.createdAt.toISOString(), id: row.id }));
  return { ...page, items: page.items.map((row) => toAccessTokenOutput(row, now)) };
}

/** One access token of the organization. Throws `access_token.not_found`. */
export async function getAccessToken(ctx: UseCaseContext, input: AccessTokenRef): Promise<AccessTokenOutput> {
  ctx.authorize("identity:get-token");
  return loadAccessTokenOutput(ctx.store, ctx, input.accessTokenId);
}
