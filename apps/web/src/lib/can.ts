import { can, type OrganizationPermission, type ProjectPermission, type ResourceAttributes } from "@podpass/contracts";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useSession } from "#lib/session.ts";
import { trpc } from "#lib/trpc.ts";

/** Whether the signed-in user may do something in the organization: the server's own question on the same rules. */
export function useCan(): (permission: OrganizationPermission) => boolean {
  const { rules } = useSession();
  return (permission) => can(rules, permission);
}

type ProjectQuestion = (permission: ProjectPermission, resource?: ResourceAttributes) => boolean;

/** The same inside one project, whose route has loaded it; of one place in it when `resource` is given. */
export function useProjectCan(projectId: string): ProjectQuestion {
  const { rules } = useSuspenseQuery(trpc.project.get.queryOptions({ projectId })).data;
  return useCallback((permission, resource) => can(rules, permission, resource), [rules]);
}
