import type { BegunSecondFactor, ConfirmSecondFactorInput, OwnProof, RecoveryCodes } from "@podpass/contracts";
import type { AccountContext } from "../account/account-context.ts";
import { appendAccountEvents } from "../account/append-account-events.ts";
import { proveOneself } from "../account/prove-oneself.ts";
import { AppError, invalidField } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import { countAttempt, SECOND_FACTOR } from "../sign-in/attempt-limits.ts";
import { newRecoveryCodes, recoveryCodeHash } from "./recovery-codes.ts";
import { base32, newTotpSecret, otpauthUri, stepOfCode } from "./totp.ts";
import { openTotpSecret, sealTotpSecret } from "./totp-secret.ts";

/**
 * Gives the person a secret for their authenticator app, this once. Sign-in asks for nothing until a code of it
 * was shown; beginning again replaces it.
 */
export async function beginSecondFactor(ctx: AccountContext, input: OwnProof): Promise<BegunSecondFactor> {
  await proveOneself(ctx, input.currentPassword);
  const secret = newTotpSecret();
  const encryptedSecret = await sealTotpSecret(ctx, ctx.user.id, secret);
  const hasBegun = await ctx.transaction((tx) => tx.secondFactors.begin(ctx.user.id, encryptedSecret, ctx.clock.now()));
  if (!hasBegun) throw new AppError("second_factor.already_enabled");
  return { secret: base32(secret), uri: otpauthUri(secret, ctx.user.email) };
}

/**
 * Makes the second factor count, once a code of it is shown, and gives the recovery codes, this once. Sessions that were
 * opened with the password alone end, but for the one that asks.
 */
export async function confirmSecondFactor(
  ctx: AccountContext,
  { code }: ConfirmSecondFactorInput,
): Promise<RecoveryCodes> {
  const userId = ctx.user.id;
  const factor = await ctx.store.secondFactors.find(userId);
  if (!factor) throw new AppError("second_factor.not_found");
  if (factor.confirmedAt) throw new AppError("second_factor.already_enabled");
  const attempt = await countAttempt(ctx, SECOND_FACTOR.of(userId));
  const step = stepOfCode(await openTotpSecret(ctx, userId, factor.encryptedSecret), code, ctx.clock.now());
  if (!attempt.isAllowed || step === null) {
    throw invalidField("code", "Is not the code your app shows now");
  }
  return ctx.transaction(async (tx) => {
    await tx.accounts.hold(userId);
    await tx.attempts.forget(attempt.subject);
    const isConfirmed = await tx.secondFactors.confirm(userId, factor.encryptedSecret, step, ctx.clock.now());
    if (!isConfirmed) throw new AppError("second_factor.already_enabled");
    await tx.challenges.endAll(userId);
    const endedCount = await tx.sessions.endAll(userId, ctx.sessionId);
    await appendAccountEvents(tx, ctx, ctx.user, { action: "user.second_factor_enable", detail: { endedCount } });
    return renewCodes(tx, userId);
  });
}

/** New recovery codes in place of all there were, shown this once. */
export async function renewRecoveryCodes(ctx: AccountContext, input: OwnProof): Promise<RecoveryCodes> {
  await proveOneself(ctx, input.currentPassword);
  return ctx.transaction(async (tx) => {
    const factor = await tx.secondFactors.find(ctx.user.id);
    if (!factor?.confirmedAt) throw new AppError("second_factor.not_found");
    await appendAccountEvents(tx, ctx, ctx.user, { action: "user.recovery_codes_renew" });
    return renewCodes(tx, ctx.user.id);
  });
}

/** From now on the password alone signs in. */
export async function disableSecondFactor(ctx: AccountContext, input: OwnProof): Promise<void> {
  await proveOneself(ctx, input.currentPassword);
  await ctx.transaction(async (tx) => {
    if (!(await tx.secondFactors.delete(ctx.user.id))) throw new AppError("second_factor.not_found");
    await appendAccountEvents(tx, ctx, ctx.user, { action: "user.second_factor_disable" });
  });
}

async function renewCodes(tx: Store, userId: string): Promise<RecoveryCodes> {
  const recoveryCodes = newRecoveryCodes();
  await tx.secondFactors.replaceRecoveryCodes(userId, recoveryCodes.map(recoveryCodeHash));
  return { recoveryCodes };
}
