import { PROJECT_ROLES } from "@podpass/contracts";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { choicesWithin, type Role, type RoleChoices } from "#components/membership-roles/role-choices.ts";
import { useProjectCan } from "#lib/can.ts";
import { trpc } from "#lib/trpc.ts";

/** The project's roles. Whoever may not list them still knows the built-in ones. */
export function useProjectRoles(projectId: string): RoleChoices {
  const { lastingRules } = useSuspenseQuery(trpc.project.get.queryOptions({ projectId })).data;
  const canRead = useProjectCan(projectId)("role:read");
  const query = useQuery(trpc.role.listProject.queryOptions({ projectId }, { enabled: canRead }));
  const roles = query.data?.items ?? BUILT_IN;
  return useMemo(() => choicesWithin(roles, lastingRules), [roles, lastingRules]);
}

const BUILT_IN: readonly Role[] = Object.values(PROJECT_ROLES).map((role) => ({
  ...role,
  rules: [...role.rules],
}));
