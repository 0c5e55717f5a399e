import { useMutation } from "@tanstack/react-query";
import { EditRolesDialog } from "#components/membership-roles/edit-roles-dialog.tsx";
import { useOrganizationRoles } from "#components/membership-roles/use-organization-roles.ts";
import type { Member } from "#features/members/components/member-columns.tsx";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

interface EditMemberRolesDialogProps {
  member: Member;
  onClose: () => void;
}

export function EditMemberRolesDialog({ member, onClose }: EditMemberRolesDialogProps) {
  const roles = useOrganizationRoles();
  const update = useMutation(trpc.member.update.mutationOptions());
  return (
    <EditRolesDialog
      name={member.user.name}
      held={member.roles}
      legend="Organization roles"
      help="What the person may do in this organization."
      roles={roles}
      onSave={async (grants) => {
        await update.mutateAsync({ memberId: member.id, roles: grants });
        await Promise.all([
          queryClient.invalidateQueries(trpc.member.pathFilter()),
          queryClient.invalidateQueries(trpc.session.pathFilter()),
        ]);
      }}
      onClose={onClose}
    />
  );
}
