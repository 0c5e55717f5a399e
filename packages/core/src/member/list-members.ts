import type { ListMembersInput, MemberPage } from "@podpass/contracts";
import { slugOfRole } from "../authorization/role-rules.ts";
import { readTimeCursor, toPage } from "../shared/cursor.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** The people of the organization. */
export async function listMembers(ctx: UseCaseContext, input: ListMembersInput): Promise<MemberPage> {
  ctx.authorize("member:read");
  const rows = await ctx.store.members.listUsers({
    organizationId: ctx.organizationId,
    search: input.search || undefined,
    after: readTimeCursor(input.cursor),
    take: input.limit + 1,
  });
  const page = toPage(rows, input.limit, (row) => ({ sortValue: row.createdAt.toISOString(), id: row.id }));
  return {
    nextCursor: page.nextCursor,
    items: page.items.map((row) => ({ id: row.id, user: row.user, role: slugOfRole(row), createdAt: row.createdAt })),
  };
}
