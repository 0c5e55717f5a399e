import type { EndedSessions, RevokeSessionInput } from "@podpass/contracts";
import type { AccountContext } from "../account/account-context.ts";
import { appendAccountEvents } from "../account/append-account-events.ts";

/** Ends the session that asks. */
export async function signOut(ctx: AccountContext): Promise<void> {
  await ctx.transaction(async (tx) => {
    await tx.sessions.end(ctx.user.id, ctx.sessionId);
    await appendAccountEvents(tx, ctx, ctx.user, { action: "user.sign_out", detail: { sessionId: ctx.sessionId } });
  });
}

/** Ends one session of the person's own, at once. None ends when it is over already, or somebody else's. */
export async function revokeSession(ctx: AccountContext, { sessionId }: RevokeSessionInput): Promise<EndedSessions> {
  return ctx.transaction(async (tx) => {
    const endedCount = await tx.sessions.end(ctx.user.id, sessionId);
    if (endedCount > 0) {
      await appendAccountEvents(tx, ctx, ctx.user, { action: "user.session_revoke", detail: { sessionId } });
    }
    return { endedCount };
  });
}

/** Ends every session of the person, the one that asks included. */
export async function signOutEverywhere(ctx: AccountContext): Promise<EndedSessions> {
  return ctx.transaction(async (tx) => {
    const endedCount = await tx.sessions.endAll(ctx.user.id);
    const detail = { everywhere: true, endedCount };
    await appendAccountEvents(tx, ctx, ctx.user, { action: "user.sign_out", detail });
    return { endedCount };
  });
}
