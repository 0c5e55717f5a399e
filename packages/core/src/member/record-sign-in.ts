import { appendAuditEvent } from "../audit/append-audit-event.ts";
import type { PublicContext } from "../shared/use-case-context.ts";

/** Writes down that a person signed in, in the organization they work in. */
export async function recordSignIn(ctx: PublicContext, userId: string): Promise<void> {
  const membership = await ctx.store.members.findFirstOfUser(userId);
  if (!membership?.user) return;
  await appendAuditEvent(ctx.store, ctx, {
    organizationId: membership.organization.id,
    actor: { type: "user", id: userId, name: membership.user.name },
    action: "user.sign_in",
    subject: { type: "user", id: userId },
  });
}
