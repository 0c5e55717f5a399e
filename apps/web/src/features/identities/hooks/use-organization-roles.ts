import { isWithin, ORGANIZATION_ROLES, type RoleOutput } from "@podpass/contracts";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useCan } from "#lib/can.ts";
import { useSession } from "#lib/session.ts";
import { trpc } from "#lib/trpc.ts";

type Role = Pick<RoleOutput, "slug" | "name" | "description" | "rules">;

export interface OrganizationRoles {
  roles: readonly Role[];
  /** Those the server lets the signed-in user give to an identity. */
  grantable: readonly Role[];
  /** A role's name; its slug while the names are not known. */
  nameOf: (slug: string) => string;
  /** Whether the signed-in user holds all that the role allows. */
  isWithinMine: (slug: string) => boolean;
}

/** The organization's roles. Whoever may not list them still knows the built-in ones. */
export function useOrganizationRoles(): OrganizationRoles {
  const { rules } = useSession();
  const canRead = useCan()("role:read");
  const query = useQuery(trpc.role.listOrganization.queryOptions(undefined, { enabled: canRead }));
  const roles = query.data?.items ?? BUILT_IN;
  return useMemo(() => {
    const grantable = roles.filter((role) => isWithin(rules, role.rules));
    return {
      roles,
      grantable,
      nameOf: (slug) => roles.find((role) => role.slug === slug)?.name ?? slug,
      isWithinMine: (slug) => grantable.some((role) => role.slug === slug),
    };
  }, [roles, rules]);
}

const BUILT_IN: readonly Role[] = Object.values(ORGANIZATION_ROLES).map((role) => ({
  ...role,
  rules: [...role.rules],
}));
