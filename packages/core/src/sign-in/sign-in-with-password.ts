import type { SignInInput } from "@podpass/contracts";
import { AppError } from "../shared/app-error.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import { AT_ACCOUNT, countAttempt, FROM_ADDRESS } from "./attempt-limits.ts";
import { type FirstStep, finishFirstStep } from "./finish-first-step.ts";
import { recordWrongProof } from "./record-wrong-proof.ts";

/**
 * The first step of signing in. A wrong e-mail address, a wrong password and a locked account are one answer, which costs
 * the same work: whoever guesses learns neither which accounts there are nor when one of them is locked. A lock keeps
 * nobody out who is signed in.
 * @throws AppError `auth.sign_in_refused`; `auth.too_many_attempts` when the caller's network is locked.
 */
export async function signInWithPassword(
  ctx: PublicContext,
  input: SignInInput,
  replacedSessionId: string | null,
): Promise<FirstStep> {
  const fromAddress = await countAttempt(ctx, FROM_ADDRESS.of(ctx.request.ipAddress));
  if (!fromAddress.isAllowed) {
    throw new AppError("auth.too_many_attempts", { retryAfterSeconds: fromAddress.retryAfterSeconds });
  }
  const atAccount = await countAttempt(ctx, AT_ACCOUNT.of(input.email));
  const account = await ctx.store.accounts.findByEmail(input.email);
  const isRight = await ctx.passwordHasher.verify(account?.passwordHash ?? null, input.password);
  if (!account) throw new AppError("auth.sign_in_refused", { reason: "no such account" });
  if (!atAccount.isAllowed) throw new AppError("auth.sign_in_refused", { reason: "locked after too many attempts" });
  if (!isRight) {
    await recordWrongProof(ctx, account, { reason: "wrong password", isLast: atAccount.isLast });
    throw new AppError("auth.sign_in_refused", { reason: "wrong password" });
  }
  return ctx.transaction(async (tx) => {
    const held = await tx.accounts.hold(account.id);
    // The comparison takes long enough for somebody to notice a stolen password and to replace it meanwhile.
    if (held?.passwordHash !== account.passwordHash) {
      throw new AppError("auth.sign_in_refused", { reason: "the password was replaced meanwhile" });
    }
    await tx.attempts.forget(atAccount.subject);
    await tx.attempts.takeBack(fromAddress.subject);
    return finishFirstStep(tx, ctx, { account: held, method: "password", replacedSessionId });
  });
}
