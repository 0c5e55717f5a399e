import type { IdentityOutput } from "@podpass/contracts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { toIdentityOutput } from "./identity-output.ts";
import type { IdentitySearch } from "./identity-search.repository.ts";

/** A part of the organization's identities that a search finds, and how many it finds in all. */
export async function searchIdentities(
  ctx: UseCaseContext,
  search: IdentitySearch,
): Promise<{ items: IdentityOutput[]; totalCount: number }> {
  ctx.authorize("identity:read");
  const { identitySearch } = ctx.store;
  const [rows, totalCount] = await Promise.all([
    identitySearch.list(ctx.organizationId, search),
    identitySearch.count(ctx.organizationId, search),
  ]);
  return { items: rows.map(toIdentityOutput), totalCount };
}
