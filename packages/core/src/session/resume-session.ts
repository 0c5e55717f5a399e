import { AppError } from "../shared/app-error.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import { sessionEnd } from "./session-limits.ts";

/** `lastSeenAt` is as precise as this, so that a page that asks ten things writes once. */
const SEEN_PRECISION_MS = 60_000;

/**
 * Whose session it is. `auth.signed_out` when it was ended, or is past its idle or absolute limit, to the millisecond.
 * The request counts as use of it.
 */
export async function resumeSession(ctx: PublicContext, sessionId: string): Promise<{ userId: string }> {
  const session = await ctx.store.sessions.find(sessionId);
  const now = ctx.clock.now();
  if (!session) throw new AppError("auth.signed_out", { reason: "the session is gone" });
  if (now >= sessionEnd(session, ctx.sessionLimits)) throw new AppError("auth.signed_out", { reason: "expired" });
  if (now.getTime() - session.lastSeenAt.getTime() >= SEEN_PRECISION_MS) await ctx.store.sessions.touch(sessionId, now);
  return { userId: session.userId };
}
