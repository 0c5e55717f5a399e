import { type ProveSecondFactorInput, SignInMethod } from "@podpass/contracts";
import type { Account } from "../account/account.repository.ts";
import { appendAccountEvents } from "../account/append-account-events.ts";
import { recoveryCodeHash } from "../second-factor/recovery-codes.ts";
import { stepOfCode } from "../second-factor/totp.ts";
import { openTotpSecret } from "../second-factor/totp-secret.ts";
import { type OpenedSession, openSession } from "../session/open-session.ts";
import { AppError } from "../shared/app-error.ts";
import { hashRandomToken } from "../shared/random-token.ts";
import type { Store } from "../shared/store.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import { countAttempt, SECOND_FACTOR } from "./attempt-limits.ts";
import { recordWrongProof } from "./record-wrong-proof.ts";

interface SecondStep extends ProveSecondFactorInput {
  /** What the first step put into the browser. */
  challengeToken: string;
  replacedSessionId: string | null;
}

/** Takes what was typed as a proof, in the transaction that opens the session, so that no proof is taken twice. */
type TakeProof = (tx: Store) => Promise<boolean>;

/**
 * The second step of signing in: a code of the authenticator app, or a recovery code, each of which is taken once. Wrong
 * ones are counted by person, whatever challenge they are tried with.
 * @throws AppError `auth.challenge_over`; `auth.second_factor_refused`, also while there were too many attempts.
 */
export async function proveSecondFactor(ctx: PublicContext, step: SecondStep): Promise<OpenedSession> {
  const tokenHash = hashRandomToken(step.challengeToken);
  const challenge = await ctx.store.challenges.find(tokenHash, ctx.clock.now());
  const account = challenge && (await ctx.store.accounts.find(challenge.userId));
  if (!challenge || !account) throw new AppError("auth.challenge_over");
  const attempt = await countAttempt(ctx, SECOND_FACTOR.of(account.id));
  if (!attempt.isAllowed) throw new AppError("auth.second_factor_refused", { reason: "locked" });
  const takeProof = await readProof(ctx, account, step.code);
  const session = await ctx.transaction(async (tx) => {
    if (!takeProof || !(await takeProof(tx))) return null;
    if (!(await tx.challenges.end(tokenHash))) throw new AppError("auth.challenge_over");
    await tx.attempts.forget(attempt.subject);
    const method = SignInMethod.parse(challenge.method);
    const { replacedSessionId } = step;
    return openSession(tx, ctx, { user: account, method, isSecondFactorUsed: true, replacedSessionId });
  });
  if (session) return session;
  await recordWrongProof(ctx, account, { reason: "wrong second factor", isLast: attempt.isLast });
  throw new AppError("auth.second_factor_refused", { reason: "wrong code" });
}

/** How the proof is taken; null when the code cannot be a proof. */
async function readProof(ctx: PublicContext, account: Account, code: string): Promise<TakeProof | null> {
  const factor = await ctx.store.secondFactors.find(account.id);
  if (!factor?.confirmedAt) return null;
  if (/^\d{6}$/.test(code)) {
    const secret = await openTotpSecret(ctx, account.id, factor.encryptedSecret);
    const step = stepOfCode(secret, code, ctx.clock.now());
    return step === null ? null : (tx) => tx.secondFactors.takeStep(account.id, step);
  }
  return async (tx) => {
    const isTaken = await tx.secondFactors.takeRecoveryCode(account.id, recoveryCodeHash(code));
    if (isTaken) await appendAccountEvents(tx, ctx, account, { action: "user.recovery_code_use" });
    return isTaken;
  };
}
