import { useQuery } from "@tanstack/react-query";
import { queryTableState } from "#components/data-table/query-state.ts";
import { RoleTable } from "#components/role-table.tsx";
import { trpc } from "#lib/trpc.ts";

interface OrganizationRolesPageProps {
  openRole: string | undefined;
  onOpenRoleChange: (slug: string | undefined) => void;
}

export function OrganizationRolesPage({ openRole, onOpenRoleChange }: OrganizationRolesPageProps) {
  const query = useQuery(trpc.role.listOrganization.queryOptions());
  return (
    <RoleTable
      label="Organization roles"
      state={queryTableState(query, (list) => list.items)}
      openRole={openRole}
      onOpenRoleChange={onOpenRoleChange}
    />
  );
}
