import { isWithin, PROJECT_ROLES, type RoleOutput } from "@podpass/contracts";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useProjectCan } from "#lib/can.ts";
import { trpc } from "#lib/trpc.ts";

export type ProjectRole = Pick<RoleOutput, "slug" | "name" | "description" | "rules">;

export interface ProjectRoles {
  /** Those the server lets the signed-in user give in this project. */
  grantable: readonly ProjectRole[];
  /** How many there are beyond those. */
  hiddenCount: number;
  /** Whether the signed-in user holds all that these roles allow: only then may they be changed or taken away. */
  areWithinMine: (slugs: readonly string[]) => boolean;
}

/** The project's roles. Whoever may not list them still knows the built-in ones. */
export function useProjectRoles(projectId: string): ProjectRoles {
  const { lastingRules } = useSuspenseQuery(trpc.project.get.queryOptions({ projectId })).data;
  const canRead = useProjectCan(projectId)("role:read");
  const query = useQuery(trpc.role.listProject.queryOptions({ projectId }, { enabled: canRead }));
  const roles = query.data?.items ?? BUILT_IN;
  return useMemo(() => {
    const grantable = roles.filter((role) => isWithin(lastingRules, role.rules));
    return {
      grantable,
      hiddenCount: roles.length - grantable.length,
      areWithinMine: (slugs) => slugs.every((slug) => grantable.some((role) => role.slug === slug)),
    };
  }, [roles, lastingRules]);
}

const BUILT_IN: readonly ProjectRole[] = Object.values(PROJECT_ROLES).map((role) => ({
  ...role,
  rules: [...role.rules],
}));
