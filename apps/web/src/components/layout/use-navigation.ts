import { can } from "@podpass/contracts";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type NavigationGroup, organizationNavigation, projectNavigation } from "#components/layout/navigation.ts";
import { useCan } from "#lib/can.ts";
import { trpc } from "#lib/trpc.ts";

/** The sidebar's groups for where the user is: in a project or in the organization. */
export function useNavigation(): { groups: NavigationGroup[]; isInProject: boolean } {
  const { projectId } = useParams({ strict: false });
  const canInOrganization = useCan();
  // Not suspended: the frame stays while a project is loading, or cannot be.
  const project = useQuery(
    trpc.project.get.queryOptions({ projectId: projectId ?? "" }, { enabled: projectId !== undefined }),
  );
  if (projectId === undefined) return { groups: organizationNavigation(canInOrganization), isInProject: false };
  const rules = project.data?.rules;
  const groups = rules ? projectNavigation(projectId, (permission) => can(rules, permission)) : [];
  return { groups, isInProject: true };
}
