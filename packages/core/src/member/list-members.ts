import { can, type ListedMember, type ListMembersInput, type MemberPage } from "@podpass/contracts";
import { lockSubjects } from "../account/recover-account.ts";
import { readTimeCursor, toPage } from "../shared/cursor.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { MemberRow } from "./member.repository.ts";
import { toMemberOutput } from "./member-output.ts";

/** The people of the organization, including those who are no longer let in. */
export async function listMembers(ctx: UseCaseContext, input: ListMembersInput): Promise<MemberPage> {
  ctx.authorize("member:read");
  const rows = await ctx.store.members.list({
    organizationId: ctx.organizationId,
    search: input.search || undefined,
    after: readTimeCursor(input.cursor),
    take: input.limit + 1,
  });
  const page = toPage(rows, input.limit, (row) => ({ sortValue: row.createdAt.toISOString(), id: row.id }));
  const accessOf = await readAccess(ctx, page.items);
  const items = page.items.map((row) => ({ ...toMemberOutput(row), access: accessOf(row) }));
  return { nextCursor: page.nextCursor, items };
}

/** How the accounts of members stand: only for whoever may do something about it, since it tells where guessing pays. */
async function readAccess(
  ctx: UseCaseContext,
  rows: readonly MemberRow[],
): Promise<(row: MemberRow) => ListedMember["access"]> {
  if (!can(ctx.organizationRules, "member:edit")) return () => null;
  const users = rows.map(({ user }) => user);
  const [enabled, locked] = await Promise.all([
    ctx.store.secondFactors.listEnabled(users.map(({ id }) => id)),
    ctx.store.attempts.listLocked(users.flatMap(lockSubjects), ctx.clock.now()),
  ]);
  return ({ user }) => ({
    hasSecondFactor: enabled.has(user.id),
    isLocked: lockSubjects(user).some((subject) => locked.has(subject)),
  });
}
