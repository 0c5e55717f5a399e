import type { ChangePasswordInput, EndedSessions } from "@podpass/contracts";
import { AppError, invalidField } from "../shared/app-error.ts";
import type { AccountContext } from "./account-context.ts";
import { appendAccountEvents } from "./append-account-events.ts";
import { proveOneself } from "./prove-oneself.ts";

/**
 * Sets a new password for whoever knows the current one, and ends the person's other sessions when that is asked for.
 * @throws AppError `request.invalid` on `currentPassword` or `newPassword`, `auth.too_many_attempts`.
 */
export async function changePassword(ctx: AccountContext, input: ChangePasswordInput): Promise<EndedSessions> {
  const { id } = ctx.user;
  const currentHash = await proveOneself(ctx, input.currentPassword);
  if (currentHash === null) throw new AppError("account.has_no_password");
  if (input.newPassword === input.currentPassword) {
    throw invalidField("newPassword", "Must differ from the current password");
  }
  const passwordHash = await ctx.passwordHasher.hash(input.newPassword);
  return ctx.transaction(async (tx) => {
    await tx.accounts.hold(id);
    const isReplaced = await tx.accounts.replacePasswordHash(id, currentHash, passwordHash, ctx.clock.now());
    if (!isReplaced) throw invalidField("currentPassword", "Is not your current password");
    await tx.passwordResets.delete(id);
    await tx.challenges.endAll(id);
    const endedCount = input.areOtherSessionsEnded ? await tx.sessions.endAll(id, ctx.sessionId) : 0;
    await appendAccountEvents(tx, ctx, ctx.user, { action: "user.password_change", detail: { endedCount } });
    return { endedCount };
  });
}
