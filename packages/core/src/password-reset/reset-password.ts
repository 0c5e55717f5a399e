import type { ResetPasswordInput } from "@podpass/contracts";
import type { Account } from "../account/account.repository.ts";
import { appendAccountEvents } from "../account/append-account-events.ts";
import { AppError } from "../shared/app-error.ts";
import { hashRandomToken } from "../shared/random-token.ts";
import type { Store } from "../shared/store.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import { AT_ACCOUNT } from "../sign-in/attempt-limits.ts";

/**
 * Sets a new password for whoever holds the link, once. It signs nobody in, so that a second factor is still asked for.
 * @throws AppError `password_reset.over` when the link was used, replaced or is older than an hour.
 */
export async function resetPassword(ctx: PublicContext, input: ResetPasswordInput): Promise<void> {
  const tokenHash = hashRandomToken(input.token);
  const reset = await ctx.store.passwordResets.find(tokenHash, ctx.clock.now());
  const account = reset && (await ctx.store.accounts.find(reset.userId));
  if (!account) throw new AppError("password_reset.over");
  const passwordHash = await ctx.passwordHasher.hash(input.newPassword);
  await ctx.transaction(async (tx) => {
    const held = await tx.accounts.hold(account.id);
    if (!(await tx.passwordResets.take(tokenHash, ctx.clock.now()))) throw new AppError("password_reset.over");
    // A second factor stays, and may be that of somebody who made the account in this address's name: a sign-in service
    // alone takes it away.
    if (!held?.hasSecondFactor) await tx.accounts.markEmailVerified(account.id, ctx.clock.now());
    await replacePassword(tx, ctx, account, passwordHash);
  });
}

/**
 * Puts a password in place of one that was forgotten or may be known to others: every session and every sign-in that was
 * begun ends, and a lock that wrong passwords made. The transaction holds the account.
 */
export async function replacePassword(
  tx: Store,
  ctx: PublicContext,
  account: Account,
  passwordHash: string,
): Promise<void> {
  await tx.accounts.putPasswordHash(account.id, passwordHash, ctx.clock.now());
  await tx.passwordResets.delete(account.id);
  await tx.challenges.endAll(account.id);
  await tx.attempts.forget(AT_ACCOUNT.of(account.email).subject);
  const endedCount = await tx.sessions.endAll(account.id);
  await appendAccountEvents(tx, ctx, account, {
    action: "user.password_reset",
    actor: { type: "system" },
    detail: { endedCount },
  });
}
