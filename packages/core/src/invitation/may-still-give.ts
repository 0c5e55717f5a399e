import { can } from "@podpass/contracts";
import { areOrganizationRolesWithin } from "../authorization/privilege-boundary.ts";
import { actAsMember } from "../member/act-as-member.ts";
import { isLetIn } from "../member/member-boundary.ts";
import type { Store } from "../shared/store.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import type { InvitationRow } from "./invitation.repository.ts";

/**
 * Whether whoever invited could do so now: is let in, may invite, and holds the roles for as long as they are to be held.
 * Otherwise a link kept from better days would let its maker, or whoever has it, back in.
 */
export async function mayStillGive(
  store: Store,
  ctx: PublicContext,
  { organizationId, invitedBy, roles }: InvitationRow,
): Promise<boolean> {
  const member = await store.members.findOfUser(organizationId, invitedBy.id);
  if (!member || !isLetIn(member)) return false;
  const inviter = actAsMember(ctx, organizationId, member);
  return can(inviter.organizationRules, "member:create") && areOrganizationRolesWithin(inviter, roles);
}
