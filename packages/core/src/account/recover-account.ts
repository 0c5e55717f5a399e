import { Email, Password } from "@podpass/contracts";
import { makeResetLink, type ResetLink } from "../password-reset/reset-link.ts";
import { replacePassword } from "../password-reset/reset-password.ts";
import { AppError, parseWith } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import { type PublicContext, type Services, systemContext } from "../shared/use-case-context.ts";
import { AT_ACCOUNT, CURRENT_PASSWORD, SECOND_FACTOR } from "../sign-in/attempt-limits.ts";
import { type Account, OIDC_PROVIDER } from "./account.repository.ts";
import { appendAccountEvents } from "./append-account-events.ts";

type Work<Result> = (tx: Store, ctx: PublicContext, account: Account) => Promise<Result>;

/**
 * What the operator does for a person who cannot get in, on the machine itself: whoever can run this can read and write the
 * database anyway. Each throws `account.not_found` for an address nobody has.
 */
async function asOperator<Result>(services: Services, email: string, work: Work<Result>): Promise<Result> {
  const ctx = systemContext(services);
  const account = await ctx.store.accounts.findByEmail(parseWith(Email, email));
  if (!account) throw new AppError("account.not_found");
  return ctx.transaction(async (tx) => {
    const held = await tx.accounts.hold(account.id);
    if (!held) throw new AppError("account.not_found");
    return work(tx, ctx, held);
  });
}

/** A link with which the person chooses a new password. */
export function createResetLink(services: Services, email: string): Promise<ResetLink> {
  return asOperator(services, email, (tx, ctx, account) => makeResetLink(tx, ctx, account, "operator"));
}

/** Sets the person's password; their sessions end. */
export async function setPassword(services: Services, email: string, password: string): Promise<void> {
  const passwordHash = await services.passwordHasher.hash(parseWith(Password, password));
  await asOperator(services, email, (tx, ctx, account) => replacePassword(tx, ctx, account, passwordHash));
}

/** Lets the person try again at once, whatever was tried before. */
export function unlockAccount(services: Services, email: string): Promise<void> {
  return asOperator(services, email, (tx, ctx, account) => unlock(tx, ctx, account));
}

/** From now on the person's password alone signs them in; their sessions end. */
export function removeSecondFactor(services: Services, email: string): Promise<void> {
  return asOperator(services, email, (tx, ctx, account) => resetSecondFactor(tx, ctx, account));
}

/**
 * From now on whoever comes from the sign-in service with the person's verified address is linked anew, as when an account of
 * theirs there was made again; their sessions end. `account.not_linked` when nobody ever came for it.
 */
export function unlinkAccount(services: Services, email: string): Promise<void> {
  return asOperator(services, email, async (tx, ctx, account) => {
    if (!(await tx.accounts.deleteProvider(account.id, OIDC_PROVIDER))) throw new AppError("account.not_linked");
    await tx.challenges.endAll(account.id);
    const endedCount = await tx.sessions.endAll(account.id);
    await appendAccountEvents(tx, ctx, account, {
      action: "user.unlink",
      actor: { type: "system" },
      detail: { endedCount },
    });
  });
}

/** What the attempts at an account are counted by. */
export function lockSubjects({ id, email }: { id: string; email: string }): string[] {
  return [AT_ACCOUNT.of(email), CURRENT_PASSWORD.of(id), SECOND_FACTOR.of(id)].map(({ subject }) => subject);
}

/** Forgets the attempts that were made at an account, and the locks they made. */
export async function unlock(
  tx: Store,
  ctx: PublicContext,
  account: Account,
  actor: Parameters<typeof appendAccountEvents>[3]["actor"] = { type: "system" },
): Promise<void> {
  await tx.attempts.forget(...lockSubjects(account));
  await appendAccountEvents(tx, ctx, account, { action: "user.unlock", actor });
}

/** Takes the second factor of an account that the transaction holds away; `second_factor.not_found` when there is none. */
export async function resetSecondFactor(
  tx: Store,
  ctx: PublicContext,
  account: Account,
  actor: Parameters<typeof appendAccountEvents>[3]["actor"] = { type: "system" },
): Promise<void> {
  if (!(await tx.secondFactors.delete(account.id))) throw new AppError("second_factor.not_found");
  await tx.challenges.endAll(account.id);
  const endedCount = await tx.sessions.endAll(account.id);
  await appendAccountEvents(tx, ctx, account, { action: "user.second_factor_reset", actor, detail: { endedCount } });
}
