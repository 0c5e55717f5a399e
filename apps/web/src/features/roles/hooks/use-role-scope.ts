import { can, type PermissionRule } from "@podpass/contracts";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { Role, RoleScope } from "#features/roles/lib/role-scope.ts";
import { queryClient } from "#lib/query-client.ts";
import { useSession } from "#lib/session.ts";
import { trpc } from "#lib/trpc.ts";

interface RoleFields {
  slug: string;
  name: string;
  description: string;
  rules: PermissionRule[];
}

interface RoleActions {
  create: (role: RoleFields) => Promise<Role>;
  update: (roleId: string, change: Partial<RoleFields> & { expectedUpdatedAt?: string }) => Promise<Role>;
  remove: (roleId: string) => Promise<unknown>;
}

/** What the signed-in user holds in the scope for good, which is what they may put into a role, and what they may do. */
export function useRoleRights({ projectId }: RoleScope) {
  const session = useSession();
  const project = useQuery(
    trpc.project.get.queryOptions({ projectId: projectId ?? "" }, { enabled: projectId !== null }),
  );
  const rules = projectId === null ? session.rules : (project.data?.rules ?? []);
  const mine = projectId === null ? session.rules : (project.data?.lastingRules ?? []);
  return {
    mine,
    canCreate: can(rules, "role:create"),
    canEdit: can(rules, "role:edit"),
    canDelete: can(rules, "role:delete"),
    canSeeHolders: can(rules, "member:read") && can(rules, "identity:read"),
  };
}

/** The roles of the scope: the built-in ones first. */
export function useRoles({ projectId }: RoleScope) {
  const ofOrganization = useQuery(trpc.role.listOrganization.queryOptions(undefined, { enabled: projectId === null }));
  const ofProject = useQuery(
    trpc.role.listProject.queryOptions({ projectId: projectId ?? "" }, { enabled: projectId !== null }),
  );
  return projectId === null ? ofOrganization : ofProject;
}

/** Changes to the roles of the scope; lists are read again after each. */
export function useRoleActions({ projectId }: RoleScope): RoleActions {
  const createOrganization = useMutation(trpc.role.createOrganization.mutationOptions());
  const createProject = useMutation(trpc.role.createProject.mutationOptions());
  const updateOrganization = useMutation(trpc.role.updateOrganization.mutationOptions());
  const updateProject = useMutation(trpc.role.updateProject.mutationOptions());
  const deleteOrganization = useMutation(trpc.role.deleteOrganization.mutationOptions());
  const deleteProject = useMutation(trpc.role.deleteProject.mutationOptions());
  return {
    async create(role) {
      const made = await (projectId === null
        ? createOrganization.mutateAsync(role)
        : createProject.mutateAsync({ ...role, projectId }));
      await refresh();
      return made;
    },
    async update(roleId, change) {
      const updated = await (projectId === null
        ? updateOrganization.mutateAsync({ ...change, roleId })
        : updateProject.mutateAsync({ ...change, roleId, projectId }));
      await refresh();
      return updated;
    },
    async remove(roleId) {
      await (projectId === null
        ? deleteOrganization.mutateAsync({ roleId })
        : deleteProject.mutateAsync({ roleId, projectId }));
    },
  };
}

/** Roles decide what is shown, the signed-in user's own included. */
export function refresh(): Promise<unknown> {
  return Promise.all([
    queryClient.invalidateQueries(trpc.role.pathFilter()),
    queryClient.invalidateQueries(trpc.projectMembership.pathFilter()),
    queryClient.invalidateQueries(trpc.project.get.pathFilter()),
    queryClient.invalidateQueries(trpc.session.pathFilter()),
  ]);
}
