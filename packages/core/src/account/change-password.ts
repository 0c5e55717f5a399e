import type { ChangePasswordInput, EndedSessions } from "@podpass/contracts";
import { AppError, invalidField } from "../shared/app-error.ts";
import { CURRENT_PASSWORD, countAttempt } from "../sign-in/attempt-limits.ts";
import type { AccountContext } from "./account-context.ts";
import { appendAccountEvents } from "./append-account-events.ts";

/**
 * Sets a new password for who knows the current one, and ends the person's other sessions when that is asked for. Wrong
 * ones are counted apart from those at sign-in, so that a stolen session can neither guess nor lock its owner out.
 * @throws AppError `request.invalid` on `currentPassword` or `newPassword`, `auth.too_many_attempts`.
 */
export async function changePassword(ctx: AccountContext, input: ChangePasswordInput): Promise<EndedSessions> {
  const { id } = ctx.user;
  const currentHash = (await ctx.store.accounts.find(id))?.passwordHash;
  if (!currentHash) throw new AppError("account.has_no_password");
  const attempt = await countAttempt(ctx, CURRENT_PASSWORD.of(id));
  if (!attempt.isAllowed) {
    throw new AppError("auth.too_many_attempts", { retryAfterSeconds: attempt.retryAfterSeconds });
  }
  if (!(await ctx.passwordHasher.verify(currentHash, input.currentPassword))) {
    throw invalidField("currentPassword", "Is not your current password");
  }
  if (input.newPassword === input.currentPassword) {
    throw invalidField("newPassword", "Must differ from the current password");
  }
  const passwordHash = await ctx.passwordHasher.hash(input.newPassword);
  return ctx.transaction(async (tx) => {
    await tx.attempts.forget(attempt.subject);
    const isReplaced = await tx.accounts.replacePasswordHash(id, currentHash, passwordHash, ctx.clock.now());
    if (!isReplaced) throw invalidField("currentPassword", "Is not your current password");
    await tx.passwordResets.delete(id);
    const endedCount = input.areOtherSessionsEnded ? await tx.sessions.endAll(id, ctx.sessionId) : 0;
    await appendAccountEvents(tx, ctx, ctx.user, { action: "user.password_change", detail: { endedCount } });
    return { endedCount };
  });
}
