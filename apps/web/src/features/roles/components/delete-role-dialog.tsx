import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { useOpenRoles } from "#features/roles/hooks/use-open-role.ts";
import { refresh, useRoleActions } from "#features/roles/hooks/use-role-scope.ts";
import type { Role, RoleScope } from "#features/roles/lib/role-scope.ts";

interface DeleteRoleDialogProps {
  scope: RoleScope;
  role: Role & { id: string };
  onClose: () => void;
}

export function DeleteRoleDialog({ scope, role, onClose }: DeleteRoleDialogProps) {
  const openRoles = useOpenRoles(scope);
  const { remove } = useRoleActions(scope);

  async function confirm(): Promise<void> {
    await remove(role.id);
    await openRoles();
    toast.success(`Role ${role.name} deleted`);
    await refresh();
  }

  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Delete ${role.name}?`}
      consequence="Nobody can be given it any more, and its permissions are gone for good. A role that somebody holds, or held for a time, is not deleted: take it from them first."
      actionLabel="Delete role"
      typedName={role.slug}
      onConfirm={confirm}
    />
  );
}
