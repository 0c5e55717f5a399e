import { useQuery } from "@tanstack/react-query";
import { queryTableState } from "#components/data-table/query-state.ts";
import { RoleTable } from "#components/role-table.tsx";
import { trpc } from "#lib/trpc.ts";

interface ProjectRolesTableProps {
  projectId: string;
  openRole: string | undefined;
  onOpenRoleChange: (slug: string | undefined) => void;
}

export function ProjectRolesTable({ projectId, openRole, onOpenRoleChange }: ProjectRolesTableProps) {
  const query = useQuery(trpc.role.listProject.queryOptions({ projectId }));
  return (
    <RoleTable
      label="Project roles"
      state={queryTableState(query, (list) => list.items)}
      openRole={openRole}
      onOpenRoleChange={onOpenRoleChange}
    />
  );
}
