import type { IdentityOutput, IdentityPage, IdentityRef, ListIdentitiesInput } from "@podpass/contracts";
import { readCursor, toPage } from "../shared/cursor.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { loadIdentity, toIdentityOutput } from "./identity-output.ts";

/** One identity of the caller's organization. */
export async function getIdentity(ctx: UseCaseContext, input: IdentityRef): Promise<IdentityOutput> {
  ctx.authorize("identity:read");
  return toIdentityOutput(await loadIdentity(ctx.store, input.identityId, ctx.organizationId));
}

/** The organization's identities by name. */
export async function listIdentities(ctx: UseCaseContext, input: ListIdentitiesInput): Promise<IdentityPage> {
  ctx.authorize("identity:read");
  return identityPageOf(ctx, input);
}

/** A page of the organization's identities, or of a project's own: all, or those that are members of it still. */
export async function identityPageOf(
  ctx: UseCaseContext,
  input: Omit<ListIdentitiesInput, "role"> & { role?: string | undefined; projectId?: string; isMember?: boolean },
): Promise<IdentityPage> {
  const { search, role, projectId, isMember } = input;
  const filter = { organizationId: ctx.organizationId, search: search || undefined, role, projectId, isMember };
  const [rows, totalCount] = await Promise.all([
    ctx.store.identities.list({ ...filter, after: readCursor(input.cursor), take: input.limit + 1 }),
    ctx.store.identities.count(filter),
  ]);
  const page = toPage(rows, input.limit, (row) => ({ sortValue: row.name, id: row.id }));
  return { items: page.items.map(toIdentityOutput), nextCursor: page.nextCursor, totalCount };
}
