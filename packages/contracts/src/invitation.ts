import { z } from "zod";
import { Id } from "./fields/ids.ts";
import { Name } from "./fields/name.ts";
import { PageInput, pageOf, Search } from "./fields/page.ts";
import { MembershipRole, RoleGrants } from "./role-grant.ts";
import { Email, Password } from "./setup.ts";

const ExpiresInDays = z
  .int("Must be a whole number of days")
  .min(1, "Must be at least a day")
  .max(30, "Must be at most 30 days");

export const CreateInvitationInput = z.object({
  email: Email,
  roles: RoleGrants,
  expiresInDays: ExpiresInDays.default(7),
});
export type CreateInvitationInput = z.output<typeof CreateInvitationInput>;

export const InvitationRef = z.object({ invitationId: Id });
export type InvitationRef = z.output<typeof InvitationRef>;

export const ResendInvitationInput = InvitationRef.extend({ expiresInDays: ExpiresInDays.default(7) });
export type ResendInvitationInput = z.output<typeof ResendInvitationInput>;

export const ListInvitationsInput = PageInput.extend({ search: Search });
export type ListInvitationsInput = z.output<typeof ListInvitationsInput>;

export const InvitationOutput = z.object({
  id: z.string(),
  email: z.string(),
  roles: z.array(MembershipRole),
  invitedBy: z.object({ id: z.string(), name: z.string() }),
  /** `lapsed`: whoever invited could not give these roles any more. */
  status: z.enum(["open", "expired", "lapsed"]),
  /** What became of the mail with the newest link; `off` where no mail server is configured. */
  mail: z.enum(["off", "sent", "failed"]),
  createdAt: z.date(),
  expiresAt: z.date(),
});
export type InvitationOutput = z.output<typeof InvitationOutput>;
export const InvitationPage = pageOf(InvitationOutput);
export type InvitationPage = z.output<typeof InvitationPage>;

/** `link` is shown this once. */
export const IssuedInvitation = z.object({ invitation: InvitationOutput, link: z.string() });
export type IssuedInvitation = z.output<typeof IssuedInvitation>;

/** What stands behind the `#` of an invitation's link. */
export const InvitationToken = z.object({ token: z.string().min(1).max(100) });
export type InvitationToken = z.output<typeof InvitationToken>;

/** What whoever holds the link is told. */
export const ShownInvitation = z.object({
  email: z.string(),
  organization: z.object({ name: z.string() }),
  invitedBy: z.object({ name: z.string() }),
  expiresAt: z.date(),
  /** Whether the address has an account: its owner joins by signing in. */
  hasAccount: z.boolean(),
});
export type ShownInvitation = z.output<typeof ShownInvitation>;

export const AcceptInvitationInput = InvitationToken.extend({ name: Name, password: Password });
export type AcceptInvitationInput = z.output<typeof AcceptInvitationInput>;

export const AcceptedInvitation = z.object({
  organization: z.object({ id: z.string(), name: z.string(), slug: z.string() }),
});
export type AcceptedInvitation = z.output<typeof AcceptedInvitation>;
