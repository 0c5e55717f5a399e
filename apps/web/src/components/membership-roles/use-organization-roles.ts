import { ORGANIZATION_ROLES } from "@podpass/contracts";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { choicesWithin, type Role, type RoleChoices } from "#components/membership-roles/role-choices.ts";
import { useCan } from "#lib/can.ts";
import { useSession } from "#lib/session.ts";
import { trpc } from "#lib/trpc.ts";

export interface OrganizationRoles extends RoleChoices {
  roles: readonly Role[];
  /** A role's name; its slug while the names are not known. */
  nameOf: (slug: string) => string;
  /** Whether the signed-in user holds all that the role allows. */
  isWithinMine: (slug: string) => boolean;
}

/** The organization's roles. Whoever may not list them still knows the built-in ones. */
export function useOrganizationRoles(): OrganizationRoles {
  const { lastingRules } = useSession();
  const canRead = useCan()("role:read");
  const query = useQuery(trpc.role.listOrganization.queryOptions(undefined, { enabled: canRead }));
  const roles = query.data?.items ?? BUILT_IN;
  return useMemo(() => {
    const choices = choicesWithin(roles, lastingRules);
    return {
      ...choices,
      roles,
      nameOf: (slug) => roles.find((role) => role.slug === slug)?.name ?? slug,
      isWithinMine: (slug) => choices.areWithinMine([slug]),
    };
  }, [roles, lastingRules]);
}

const BUILT_IN: readonly Role[] = Object.values(ORGANIZATION_ROLES).map((role) => ({
  ...role,
  rules: [...role.rules],
}));
