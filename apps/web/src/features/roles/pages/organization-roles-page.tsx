import { RoleList } from "#features/roles/components/role-list.tsx";

interface OrganizationRolesPageProps {
  isAdding: boolean;
  onAddingChange: (isAdding: boolean) => void;
}

export function OrganizationRolesPage(props: OrganizationRolesPageProps) {
  return <RoleList scope={ORGANIZATION} {...props} />;
}

const ORGANIZATION = { projectId: null };
