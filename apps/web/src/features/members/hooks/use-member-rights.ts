import { useMemo } from "react";
import { useOrganizationRoles } from "#components/membership-roles/use-organization-roles.ts";
import type { Member } from "#features/members/components/member-columns.tsx";
import { useCan } from "#lib/can.ts";
import { useSession } from "#lib/session.ts";

export interface MemberRights {
  canEdit: (member: Member) => boolean;
  /** Nobody deactivates or removes themselves, nor opens their own account to guessing. */
  canDeactivate: (member: Member) => boolean;
  canRemove: (member: Member) => boolean;
}

/** What the signed-in user may do with the members of the organization; stays the same while the answer does. */
export function useMemberRights(): MemberRights {
  const { user } = useSession();
  const can = useCan();
  const { areWithinMine } = useOrganizationRoles();
  const [mayEdit, mayDelete] = [can("member:edit"), can("member:delete")];
  return useMemo(() => {
    const areHeld = (member: Member) => areWithinMine(member.roles.map(({ role }) => role));
    const isOther = (member: Member) => member.user.id !== user.id;
    return {
      canEdit: (member) => mayEdit && areHeld(member),
      canDeactivate: (member) => mayEdit && areHeld(member) && isOther(member),
      canRemove: (member) => mayDelete && areHeld(member) && isOther(member),
    };
  }, [mayEdit, mayDelete, areWithinMine, user.id]);
}
