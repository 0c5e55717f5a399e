import { setImmediate as nextTurn } from "node:timers/promises";
import type { RequestPasswordResetInput } from "@podpass/contracts";
import type { Account } from "../account/account.repository.ts";
import type { Mail, Mailer } from "../mail/mailer.ts";
import { AppError } from "../shared/app-error.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import { countAttempt, RESET_FROM_ADDRESS, RESET_OF_ACCOUNT } from "../sign-in/attempt-limits.ts";
import { makeResetLink } from "./reset-link.ts";

/**
 * Mails a link with which whoever reads that address chooses a new password. An address nobody has, one that asked too often
 * and a mail server that is down are one answer, given before anything is looked up: whoever asks learns nothing of who has
 * an account. `mailed` ends when the mail is handed over or was given up, which the log tells; it never rejects.
 * @throws AppError `password_reset.mail_off` where no mail server is configured; `auth.too_many_attempts` when the
 * caller's network is locked.
 */
export async function requestPasswordReset(
  ctx: PublicContext,
  { email }: RequestPasswordResetInput,
): Promise<{ mailed: Promise<void> }> {
  const { mailer } = ctx;
  if (!mailer) throw new AppError("password_reset.mail_off");
  const fromAddress = await countAttempt(ctx, RESET_FROM_ADDRESS.of(ctx.request.ipAddress));
  if (!fromAddress.isAllowed) {
    throw new AppError("auth.too_many_attempts", { retryAfterSeconds: fromAddress.retryAfterSeconds });
  }
  const ofAccount = await countAttempt(ctx, RESET_OF_ACCOUNT.of(email));
  return { mailed: ofAccount.isAllowed ? mailReset(ctx, mailer, email) : Promise.resolve() };
}

async function mailReset(ctx: PublicContext, mailer: Mailer, email: string): Promise<void> {
  try {
    // The answer goes first, so that it does not wait for what is only done for an account there is.
    await nextTurn();
    const account = await ctx.store.accounts.findByEmail(email);
    if (account) await mailer.send(await mailFor(ctx, account));
  } catch (err) {
    ctx.logger.warn({ requestId: ctx.request.requestId, err }, "The reset of a password could not be mailed");
  }
}

/** Whoever signs in elsewhere gets no link: a mailbox is no way round the sign-in service. */
async function mailFor(ctx: PublicContext, account: Account): Promise<Mail> {
  const envelope = { to: account.email, subject: "Your password for Podpass" };
  if (account.passwordHash === null) {
    const elsewhere = "Your account has none: you sign in with the sign-in service of your organization.";
    const paragraphs = ["Somebody asked for a new password.", elsewhere, `${ctx.siteUrl}/sign-in`];
    return { ...envelope, text: paragraphs.join("\n\n") };
  }
  const { token, expiresAt } = await ctx.transaction((tx) => makeResetLink(tx, ctx, account, "mail"));
  const paragraphs = [
    "Somebody asked for a new password. Open this link to choose one:",
    // Behind a "#", so that no server and no proxy on the way sees it in an address.
    `${ctx.siteUrl}/reset-password#${token}`,
    `It works once, until ${expiresAt.toUTCString()}. Wherever you are signed in, you are signed out then.`,
    "If it was not you, you can ignore this mail: your password stays as it is.",
  ];
  return { ...envelope, text: paragraphs.join("\n\n") };
}
