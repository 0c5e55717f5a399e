import { can } from "@podpass/contracts";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useProjectRoles } from "#features/project-membership/hooks/use-project-roles.ts";
import { useSession } from "#lib/session.ts";
import { trpc } from "#lib/trpc.ts";

interface HeldRoles {
  roles: readonly { role: string }[];
}

export interface MembershipRights {
  canOpenIdentity: boolean;
  canAdd: boolean;
  canEdit: (membership: HeldRoles) => boolean;
  canRemove: (membership: HeldRoles) => boolean;
}

/**
 * What the signed-in user may do with the identities of a project, or with its people; stays the same while the answer
 * does.
 */
export function useMembershipRights(projectId: string, subject: "identity" | "member"): MembershipRights {
  const session = useSession();
  const { rules } = useSuspenseQuery(trpc.project.get.queryOptions({ projectId })).data;
  const { areWithinMine } = useProjectRoles(projectId);
  return useMemo(() => {
    const areHeld = (membership: HeldRoles) => areWithinMine(membership.roles.map(({ role }) => role));
    return {
      canOpenIdentity: can(session.rules, "identity:read"),
      canAdd: can(rules, `${subject}:create`),
      canEdit: (membership) => can(rules, `${subject}:edit`) && areHeld(membership),
      canRemove: (membership) => can(rules, `${subject}:delete`) && areHeld(membership),
    };
  }, [session.rules, rules, subject, areWithinMine]);
}
