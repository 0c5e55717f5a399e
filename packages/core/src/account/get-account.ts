import type { AccountOutput, UpdateAccountInput } from "@podpass/contracts";
import { changesBetween } from "../audit/append-audit-event.ts";
import { AppError } from "../shared/app-error.ts";
import type { AccountContext } from "./account-context.ts";
import { appendAccountEvents } from "./append-account-events.ts";

/** The signed-in person's account. */
export async function getAccount(ctx: AccountContext): Promise<AccountOutput> {
  const account = await ctx.store.accounts.find(ctx.user.id);
  if (!account) throw new AppError("account.not_found");
  return {
    id: account.id,
    name: account.name,
    email: account.email,
    createdAt: account.createdAt,
    hasPassword: account.passwordHash !== null,
    secondFactor: {
      isEnabled: account.hasSecondFactor,
      recoveryCodesLeft: await ctx.store.secondFactors.countRecoveryCodes(account.id),
    },
    sessionIdleSeconds: ctx.sessionLimits.idleSeconds,
    sessionMaxSeconds: ctx.sessionLimits.maxSeconds,
  };
}

/** Changes what the person is called, everywhere. */
export async function updateAccount(ctx: AccountContext, { name }: UpdateAccountInput): Promise<void> {
  await ctx.transaction(async (tx) => {
    const before = await tx.accounts.find(ctx.user.id);
    if (!before) throw new AppError("account.not_found");
    await tx.accounts.rename(before.id, name, ctx.clock.now());
    await appendAccountEvents(
      tx,
      ctx,
      { id: before.id, name },
      {
        action: "user.update",
        detail: changesBetween({ name: before.name }, { name }),
      },
    );
  });
}
