import type { InvitationOutput } from "@podpass/contracts";
import { toMembershipRole } from "../role/membership-role.ts";
import type { Store } from "../shared/store.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import type { InvitationRow } from "./invitation.repository.ts";
import { mayStillGive } from "./may-still-give.ts";

/** What admins see of an invitation. */
export async function toInvitationOutput(
  store: Store,
  ctx: PublicContext,
  { organizationId, ...row }: InvitationRow,
): Promise<InvitationOutput> {
  const isOver = row.expiresAt <= ctx.clock.now();
  const isGiven = isOver || (await mayStillGive(store, ctx, { organizationId, ...row }));
  return {
    ...row,
    roles: row.roles.map((role) => toMembershipRole("organization", role)),
    status: isOver ? "expired" : isGiven ? "open" : "lapsed",
    mail: row.mail === "sent" || row.mail === "failed" ? row.mail : "off",
  };
}
