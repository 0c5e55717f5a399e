import type { InvitationPage, ListInvitationsInput } from "@podpass/contracts";
import { readTimeCursor, toPage } from "../shared/cursor.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { toInvitationOutput } from "./invitation-output.ts";

/** The invitations of the organization that were neither accepted nor withdrawn, expired ones included. */
export async function listInvitations(ctx: UseCaseContext, input: ListInvitationsInput): Promise<InvitationPage> {
  ctx.authorize("member:read");
  const rows = await ctx.store.invitations.list({
    organizationId: ctx.organizationId,
    search: input.search || undefined,
    after: readTimeCursor(input.cursor),
    take: input.limit + 1,
  });
  const page = toPage(rows, input.limit, (row) => ({ sortValue: row.createdAt.toISOString(), id: row.id }));
  // Whoever invited and left since is called as they were then.
  const names = await ctx.store.audit.namesOf(ctx.organizationId, [
    ...new Set(page.items.map(({ invitedBy }) => invitedBy.id)),
  ]);
  const items = await Promise.all(
    page.items.map((row) => {
      const { id } = row.invitedBy;
      return toInvitationOutput(ctx.store, ctx, { ...row, invitedBy: { id, name: names.get(id) ?? id } });
    }),
  );
  return { items, nextCursor: page.nextCursor };
}
