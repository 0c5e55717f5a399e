import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useCallback } from "react";
import { queryTableState } from "#components/data-table/query-state.ts";
import { RoleTable } from "#components/role-table.tsx";
import { Button } from "#components/ui/button.tsx";
import { useRoleRights, useRoles } from "#features/roles/hooks/use-role-scope.ts";
import type { Role, RoleScope } from "#features/roles/lib/role-scope.ts";
import { onDemand } from "#lib/on-demand.tsx";

const CreateRoleDialog = onDemand(async () => (await import("./create-role-dialog.tsx")).CreateRoleDialog);

interface RoleListProps {
  scope: RoleScope;
  /** Whether the dialog for a new role is open; from the URL. */
  isAdding: boolean;
  onAddingChange: (isAdding: boolean) => void;
}

/** The roles of the organization or of a project, and the way to make one. */
export function RoleList({ scope, isAdding, onAddingChange }: RoleListProps) {
  const { projectId } = scope;
  const query = useRoles(scope);
  const { canCreate } = useRoleRights(scope);
  const renderLink = useCallback((role: Role) => <RoleLink projectId={projectId} role={role} />, [projectId]);
  return (
    <div className="flex flex-col gap-4">
      {canCreate && (
        <Button variant="primary" className="self-end" onClick={() => onAddingChange(true)}>
          <Plus aria-hidden /> Create role
        </Button>
      )}
      <RoleTable
        label={projectId === null ? "Organization roles" : "Project roles"}
        state={queryTableState(query, (list) => list.items)}
        renderLink={renderLink}
      />
      {isAdding && canCreate && <CreateRoleDialog scope={scope} onClose={() => onAddingChange(false)} />}
    </div>
  );
}

function RoleLink({ projectId, role: { slug, name } }: { projectId: string | null; role: Role }) {
  const className = "row-action rounded-xs font-medium";
  if (projectId === null) {
    return (
      <Link to="/access-control/roles/$slug" params={{ slug }} className={className}>
        {name}
      </Link>
    );
  }
  return (
    <Link to="/projects/$projectId/roles/$slug" params={{ projectId, slug }} className={className}>
      {name}
    </Link>
  );
}
