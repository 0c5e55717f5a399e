import type { MemberRef } from "@podpass/contracts";
import type { Account } from "../account/account.repository.ts";
import { resetSecondFactor, unlock } from "../account/recover-account.ts";
import { assertOrganizationRolesWithin } from "../authorization/privilege-boundary.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { changeMember } from "./change-member.ts";
import { assertAdministersElsewhere, assertHoldsProjectsOf, assertIsOther } from "./member-boundary.ts";

/** Lets a person whom too many wrong passwords or codes locked try to sign in again at once. */
export async function unlockMember(ctx: UseCaseContext, { memberId }: MemberRef): Promise<void> {
  await recoverMember(ctx, memberId, (tx, account) => unlock(tx, ctx, account, ctx.actor));
}

/**
 * Takes away the second factor of a person who lost it: their password alone signs them in, and their sessions end. They
 * are told by mail where there is a mail server.
 * @throws AppError `second_factor.not_found` when they have none.
 */
export async function resetMemberSecondFactor(ctx: UseCaseContext, { memberId }: MemberRef): Promise<void> {
  const account = await recoverMember(ctx, memberId, (tx, found) => resetSecondFactor(tx, ctx, found, ctx.actor));
  await tellOfReset(ctx, account);
}

/**
 * An account is one for all organizations, so that whoever opens it must administer each of them, and hold all that the
 * person does in this one: `auth.privilege_boundary`, `member.elsewhere`.
 */
async function recoverMember(
  ctx: UseCaseContext,
  memberId: string,
  work: (tx: Store, account: Account) => Promise<void>,
): Promise<Account> {
  ctx.authorize("member:edit");
  await assertHoldsProjectsOf(ctx, memberId);
  return changeMember(ctx, memberId, "member:edit", async (tx, actor, member) => {
    assertIsOther(ctx, member, "member.own_access");
    assertOrganizationRolesWithin(actor, member.roles);
    await assertAdministersElsewhere(tx, ctx, member.user.id);
    const account = await tx.accounts.hold(member.user.id);
    if (!account) throw new AppError("member.not_found");
    await work(tx, account);
    return account;
  });
}

async function tellOfReset(ctx: UseCaseContext, { email }: Account): Promise<void> {
  const by = ctx.actor.type === "user" ? ctx.actor.name : "An administrator";
  const paragraphs = [
    `${by} removed the second factor of your account. Your password alone signs you in, and you are signed out everywhere.`,
    "Sign in and set up a second factor again on your account page:",
    `${ctx.siteUrl}/account`,
    "If you did not ask for this, tell the administrators of your organization.",
  ];
  const mail = { to: email, subject: "Your second factor for Podpass was removed", text: paragraphs.join("\n\n") };
  try {
    await ctx.mailer?.send(mail);
  } catch (err) {
    ctx.logger.warn(
      { requestId: ctx.request.requestId, err },
      "A person could not be told that their factor was reset",
    );
  }
}
