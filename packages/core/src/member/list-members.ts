import type { ListMembersInput, MemberPage } from "@podpass/contracts";
import { readTimeCursor, toPage } from "../shared/cursor.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { toMemberOutput } from "./member-output.ts";

/** The people of the organization, those who are let in no more included. */
export async function listMembers(ctx: UseCaseContext, input: ListMembersInput): Promise<MemberPage> {
  ctx.authorize("member:read");
  const rows = await ctx.store.members.list({
    organizationId: ctx.organizationId,
    search: input.search || undefined,
    after: readTimeCursor(input.cursor),
    take: input.limit + 1,
  });
  const page = toPage(rows, input.limit, (row) => ({ sortValue: row.createdAt.toISOString(), id: row.id }));
  return { nextCursor: page.nextCursor, items: page.items.map(toMemberOutput) };
}
