import { useMutation } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import type { Member } from "#features/members/components/member-columns.tsx";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

export interface MemberDialogProps {
  member: Member;
  onClose: () => void;
}

const refresh = () => queryClient.invalidateQueries(trpc.member.pathFilter());

export function DeactivateMemberDialog({ member, onClose }: MemberDialogProps) {
  const { user } = member;
  const deactivate = useMutation(trpc.member.deactivate.mutationOptions());
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Deactivate ${user.name}?`}
      consequence={`The next request of ${user.email} is refused, and so is every sign-in to this organization. Roles and projects are kept for when the person is reactivated.`}
      actionLabel="Deactivate user"
      onConfirm={async () => {
        await deactivate.mutateAsync({ memberId: member.id });
        await refresh();
        toast.success(`${user.name} deactivated`);
      }}
    />
  );
}

export function ReactivateMemberDialog({ member, onClose }: MemberDialogProps) {
  const { user } = member;
  const reactivate = useMutation(trpc.member.reactivate.mutationOptions());
  const roles = member.roles.map((role) => role.name).join(", ");
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Reactivate ${user.name}?`}
      consequence={`${user.email} is let in again at once, with the roles and projects from before: ${roles}.`}
      actionLabel="Reactivate user"
      tone="primary"
      onConfirm={async () => {
        await reactivate.mutateAsync({ memberId: member.id });
        await refresh();
        toast.success(`${user.name} reactivated`);
      }}
    />
  );
}

export function RemoveMemberDialog({ member, onClose }: MemberDialogProps) {
  const { user } = member;
  const remove = useMutation(trpc.member.remove.mutationOptions());
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Remove ${user.name} from the organization?`}
      consequence={`The next request of ${user.email} is refused. The person's roles, memberships of projects and own values of secrets are deleted, and only a new invitation brings the person back.`}
      actionLabel="Remove user"
      typedName={user.email}
      onConfirm={async () => {
        await remove.mutateAsync({ memberId: member.id });
        await refresh();
        toast.success(`${user.name} removed`);
      }}
    />
  );
}
