import type { IssuedInvitation } from "@podpass/contracts";
import type { Mail } from "../mail/mailer.ts";
import { AppError } from "../shared/app-error.ts";
import { DAY_MS } from "../shared/clock.ts";
import { hashRandomToken } from "../shared/random-token.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { InvitationRow } from "./invitation.repository.ts";
import { toInvitationOutput } from "./invitation-output.ts";

/** The end of a link that is made now. */
export function expiryOf({ clock }: UseCaseContext, days: number): Date {
  return new Date(clock.now().getTime() + days * DAY_MS);
}

/** Who invites: a person, who can be asked about it. */
export function inviterOf({ actor }: UseCaseContext): string {
  if (actor.type !== "user") throw new AppError("auth.permission_denied", { reason: "only people invite" });
  return actor.id;
}

/** Mails the link where there is a mail server, notes what became of it, and answers the invitation as it is then. */
export async function issueLink(
  ctx: UseCaseContext,
  invitation: InvitationRow,
  token: string,
): Promise<IssuedInvitation> {
  // Behind a "#", so that no server and no proxy on the way sees it in an address.
  const link = `${ctx.siteUrl}/invitation#${token}`;
  const mail = await mailLink(ctx, invitation, link);
  if (mail !== "off") await ctx.store.invitations.setMail(hashRandomToken(token), mail);
  return { invitation: await toInvitationOutput(ctx.store, ctx, { ...invitation, mail }), link };
}

async function mailLink(
  ctx: UseCaseContext,
  invitation: InvitationRow,
  link: string,
): Promise<"off" | "sent" | "failed"> {
  if (!ctx.mailer) return "off";
  const organization = await ctx.store.organizations.findById(ctx.organizationId);
  try {
    await ctx.mailer.send(invitationMail(invitation, organization?.name ?? "", link));
    return "sent";
  } catch (err) {
    const { requestId } = ctx.request;
    ctx.logger.warn({ requestId, invitationId: invitation.id, err }, "An invitation could not be mailed");
    return "failed";
  }
}

/** The invitation of that id or `invitation.not_found`. */
export async function loadInvitation(tx: Store, ctx: UseCaseContext, invitationId: string): Promise<InvitationRow> {
  const invitation = await tx.invitations.find(ctx.organizationId, invitationId);
  if (!invitation) throw new AppError("invitation.not_found");
  return invitation;
}

function invitationMail({ email, invitedBy, expiresAt }: InvitationRow, organization: string, link: string): Mail {
  return {
    to: email,
    subject: `Invitation to ${organization} on Podpass`,
    text: [
      `${invitedBy.name} invites you to ${organization} on Podpass. Open this link to accept:`,
      link,
      `It works once, for ${email}, until ${expiresAt.toUTCString()}.`,
      "If you did not expect this, you can ignore it: nothing happens until the link is opened.",
    ].join("\n\n"),
  };
}
