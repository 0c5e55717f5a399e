import { resumeSession } from "../session/resume-session.ts";
import { AppError } from "../shared/app-error.ts";
import type { PublicContext } from "../shared/use-case-context.ts";

/** What a signed-in person acts in on what is their own: no organization and no role has a say in it. */
export interface AccountContext extends PublicContext {
  user: { id: string; name: string; email: string };
  /** The session that asks. */
  sessionId: string;
}

/** The context of the person whose session it is; `auth.signed_out` when it is over. */
export async function openAccount(ctx: PublicContext, sessionId: string): Promise<AccountContext> {
  const { userId } = await resumeSession(ctx, sessionId);
  const user = await ctx.store.accounts.find(userId);
  if (!user) throw new AppError("auth.signed_out", { reason: "the account is gone" });
  return { ...ctx, sessionId, user: { id: user.id, name: user.name, email: user.email } };
}
