import { useNavigate } from "@tanstack/react-router";
import type { RoleScope } from "#features/roles/lib/role-scope.ts";

/** Goes to the page of a role, without asking about what was just saved. */
export function useOpenRole({ projectId }: RoleScope) {
  const navigate = useNavigate();
  return (slug: string, { replace = false } = {}): Promise<void> => {
    const how = { replace, ignoreBlocker: true };
    return projectId === null
      ? navigate({ to: "/access-control/roles/$slug", params: { slug }, ...how })
      : navigate({ to: "/projects/$projectId/roles/$slug", params: { projectId, slug }, ...how });
  };
}

/** Goes to the list of the scope's roles. */
export function useOpenRoles({ projectId }: RoleScope) {
  const navigate = useNavigate();
  return (): Promise<void> =>
    projectId === null
      ? navigate({ to: "/access-control/roles", ignoreBlocker: true })
      : navigate({
          to: "/projects/$projectId/access",
          params: { projectId },
          search: { tab: "roles" },
          ignoreBlocker: true,
        });
}
