import type { ComponentProps } from "react";
import { EditRolesDialog } from "#components/membership-roles/edit-roles-dialog.tsx";
import { useProjectRoles } from "#features/project-membership/hooks/use-project-roles.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

interface EditProjectRolesDialogProps
  extends Pick<ComponentProps<typeof EditRolesDialog>, "name" | "held" | "onSave" | "onClose"> {
  projectId: string;
}

/** Changes which roles an identity or a person has in a project. */
export function EditProjectRolesDialog({ projectId, onSave, ...props }: EditProjectRolesDialogProps) {
  const roles = useProjectRoles(projectId);
  return (
    <EditRolesDialog
      {...props}
      legend="Project roles"
      help="What the member may do in this project."
      roles={roles}
      onSave={async (grants) => {
        await onSave(grants);
        await queryClient.invalidateQueries(trpc.projectMembership.pathFilter());
      }}
    />
  );
}
