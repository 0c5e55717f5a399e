import type { Account } from "../account/account.repository.ts";
import { appendAccountEvents } from "../account/append-account-events.ts";
import type { PublicContext } from "../shared/use-case-context.ts";

interface WrongProof {
  reason: "wrong password" | "wrong second factor";
  /** Whether it locks the account. */
  isLast: boolean;
}

/** At most as many events as attempts are let through: while an account is locked, nothing is written. */
export async function recordWrongProof(
  ctx: PublicContext,
  account: Account,
  { reason, isLast }: WrongProof,
): Promise<void> {
  const actor = { type: "system" } as const;
  await ctx.transaction(async (tx) => {
    const detail = { reason };
    await appendAccountEvents(tx, ctx, account, { action: "user.sign_in_refused", actor, detail });
    if (isLast) await appendAccountEvents(tx, ctx, account, { action: "user.lock", actor, detail });
  });
}
