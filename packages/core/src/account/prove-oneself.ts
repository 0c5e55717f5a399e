import { AppError, invalidField } from "../shared/app-error.ts";
import { CURRENT_PASSWORD, countAttempt } from "../sign-in/attempt-limits.ts";
import type { AccountContext } from "./account-context.ts";

/**
 * Makes sure that it is the account's owner who changes how it is entered, and not only somebody who holds a session.
 * Wrong passwords are counted apart from those at sign-in, so that a stolen session can neither guess nor lock its owner out.
 * Answers the password's hash, or null for an account without one, whose session is all there is to prove.
 * @throws AppError `request.invalid` on `currentPassword`; `auth.too_many_attempts`.
 */
export async function proveOneself(ctx: AccountContext, currentPassword: string): Promise<string | null> {
  const account = await ctx.store.accounts.find(ctx.user.id);
  if (!account) throw new AppError("account.not_found");
  if (account.passwordHash === null) return null;
  const attempt = await countAttempt(ctx, CURRENT_PASSWORD.of(account.id));
  if (!attempt.isAllowed) {
    throw new AppError("auth.too_many_attempts", { retryAfterSeconds: attempt.retryAfterSeconds });
  }
  if (!(await ctx.passwordHasher.verify(account.passwordHash, currentPassword))) {
    throw invalidField("currentPassword", "Is not your current password");
  }
  await ctx.store.attempts.forget(attempt.subject);
  return account.passwordHash;
}
