import { type ListSessionsInput, type SessionPage, SignInMethod } from "@podpass/contracts";
import type { AccountContext } from "../account/account-context.ts";
import { readTimeCursor, toPage } from "../shared/cursor.ts";
import { sessionEnd } from "./session-limits.ts";

/** Where the person is signed in, the newest sign-in first. */
export async function listSessions(ctx: AccountContext, input: ListSessionsInput): Promise<SessionPage> {
  const now = ctx.clock.now();
  const cursor = readTimeCursor(input.cursor);
  const filter = {
    userId: ctx.user.id,
    seenAfter: new Date(now.getTime() - ctx.sessionLimits.idleSeconds * 1000),
    createdAfter: new Date(now.getTime() - ctx.sessionLimits.maxSeconds * 1000),
    endsAfter: now,
  };
  const rows = await ctx.store.sessions.list(filter, cursor, input.limit + 1);
  const page = toPage(rows, input.limit, (row) => ({ sortValue: row.createdAt.toISOString(), id: row.id }));
  return {
    nextCursor: page.nextCursor,
    items: page.items.map((row) => ({
      id: row.id,
      isCurrent: row.id === ctx.sessionId,
      method: SignInMethod.parse(row.method),
      ipAddress: row.ipAddress ?? "",
      userAgent: row.userAgent ?? "",
      createdAt: row.createdAt,
      lastSeenAt: row.lastSeenAt,
      expiresAt: sessionEnd(row, ctx.sessionLimits),
    })),
  };
}
