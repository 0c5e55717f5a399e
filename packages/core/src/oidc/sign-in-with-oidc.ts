import { randomUUID } from "node:crypto";
import { Email } from "@podpass/contracts";
import { type Account, OIDC_PROVIDER, PASSWORD_PROVIDER } from "../account/account.repository.ts";
import { appendAccountEvents } from "../account/append-account-events.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import { countAttempt, OIDC_REFUSAL } from "../sign-in/attempt-limits.ts";
import { type FirstStep, finishFirstStep } from "../sign-in/finish-first-step.ts";

/** What the sign-in service proved about whoever comes from it. */
interface ProvenPerson {
  issuer: string;
  subject: string;
  email: string | null;
  isEmailVerified: boolean;
}

/** Whom the operator lets in through it. */
export interface OidcAdmission {
  /** Lower-case domains of the addresses that are let in; empty: any. */
  emailDomains: readonly string[];
}

/**
 * Signs in whomever the service vouches for: the person who came from it before, or else the one with that address, if the
 * service says that it verified it. Nobody gets an account by coming. A second factor is asked for as always. A refusal is
 * written down in the organizations of the account it was for, like a wrong password.
 * @throws AppError `auth.oidc_refused`, with the reason for the log.
 */
export async function signInWithOidc(
  ctx: PublicContext,
  person: ProvenPerson,
  admission: OidcAdmission,
  replacedSessionId: string | null,
): Promise<FirstStep> {
  try {
    return await admit(ctx, person, admission, replacedSessionId);
  } catch (error) {
    if (error instanceof AppError && error.code === "auth.oidc_refused")
      await recordRefusedOidcSignIn(ctx, person, error.reason);
    throw error;
  }
}

async function admit(
  ctx: PublicContext,
  person: ProvenPerson,
  admission: OidcAdmission,
  replacedSessionId: string | null,
): Promise<FirstStep> {
  const email = Email.safeParse(person.email).data;
  if (!email || person.subject === "") throw refused("the service told no address");
  if (!isDomainAllowed(email, admission)) throw refused("the address is of a domain that is not let in");
  const providerAccountId = providerAccountIdOf(person);
  return ctx.transaction(async (tx) => {
    const known = await tx.accounts.findByProvider(OIDC_PROVIDER, providerAccountId);
    const account = known
      ? await tx.accounts.hold(known.id)
      : await link(tx, ctx, { ...person, email, providerAccountId });
    if (!account) throw refused("the account is gone");
    return finishFirstStep(tx, ctx, { account, method: "oidc", replacedSessionId });
  });
}

interface Newcomer extends ProvenPerson {
  email: string;
  providerAccountId: string;
}

/**
 * The account of whoever comes for the first time: the one with their address, unless it is somebody else's there, as the
 * service may give the address of a person who left to another. Where nobody had proven the address before, somebody else
 * may have made the account, with the link of an invitation: what they could still come in with is taken away.
 */
async function link(tx: Store, ctx: PublicContext, person: Newcomer): Promise<Account | null> {
  if (!person.isEmailVerified) throw refused("the service has not verified the address");
  const found = await tx.accounts.findByEmail(person.email);
  const account = found && (await tx.accounts.hold(found.id));
  if (!account) throw refused("nobody has the address");
  for (const linked of await tx.accounts.listProviderAccountIds(account.id, OIDC_PROVIDER)) {
    // Linked meanwhile, by the same person in another tab.
    if (linked === person.providerAccountId) return account;
    if (isOf(person.issuer, linked)) throw refused("the account is linked to another subject of this service");
  }
  const removed = account.isEmailVerified ? {} : await removeOtherWaysIn(tx, ctx, account.id);
  const row = { id: randomUUID(), userId: account.id, providerId: OIDC_PROVIDER, accountId: person.providerAccountId };
  await tx.accounts.insertProvider(row, ctx.clock.now());
  await appendAccountEvents(tx, ctx, account, { action: "user.link", detail: { issuer: person.issuer, ...removed } });
  return tx.accounts.find(account.id);
}

async function removeOtherWaysIn(tx: Store, ctx: PublicContext, userId: string) {
  await tx.accounts.markEmailVerified(userId, ctx.clock.now());
  await tx.challenges.endAll(userId);
  await tx.passwordResets.delete(userId);
  return {
    passwordRemoved: await tx.accounts.deleteProvider(userId, PASSWORD_PROVIDER),
    secondFactorRemoved: await tx.secondFactors.delete(userId),
    endedCount: await tx.sessions.endAll(userId),
  };
}

/**
 * At most ten in a row for one account: whoever may sign in at the service could fill a log otherwise. A stranger belongs
 * to no organization; that they came is in the server's log.
 */
async function recordRefusedOidcSignIn(ctx: PublicContext, person: ProvenPerson, reason = ""): Promise<void> {
  const email = Email.safeParse(person.email).data;
  const account =
    (await ctx.store.accounts.findByProvider(OIDC_PROVIDER, providerAccountIdOf(person))) ??
    (email === undefined ? null : await ctx.store.accounts.findByEmail(email));
  if (!account || !(await countAttempt(ctx, OIDC_REFUSAL.of(account.id))).isAllowed) return;
  const detail = { method: "oidc", reason };
  await ctx.transaction((tx) =>
    appendAccountEvents(tx, ctx, account, { action: "user.sign_in_refused", actor: { type: "system" }, detail }),
  );
}

/** Subjects are unique to their issuer alone (OpenID Connect Core section 2). */
function providerAccountIdOf({ issuer, subject }: Pick<ProvenPerson, "issuer" | "subject">): string {
  return `${issuer}|${subject}`;
}

function isOf(issuer: string, providerAccountId: string): boolean {
  return providerAccountId.startsWith(providerAccountIdOf({ issuer, subject: "" }));
}

function isDomainAllowed(email: string, { emailDomains }: OidcAdmission): boolean {
  const domain = email.slice(email.lastIndexOf("@") + 1);
  return emailDomains.length === 0 || emailDomains.includes(domain);
}

function refused(reason: string): AppError {
  return new AppError("auth.oidc_refused", { reason });
}
