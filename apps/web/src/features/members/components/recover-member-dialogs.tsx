import { SIGN_IN_LIMITS } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import type { MemberDialogProps } from "#features/members/components/member-dialogs.tsx";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

const refresh = () => queryClient.invalidateQueries(trpc.member.pathFilter());

export function UnlockMemberDialog({ member, onClose }: MemberDialogProps) {
  const { user } = member;
  const unlock = useMutation(trpc.member.unlock.mutationOptions());
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Unlock ${user.name}?`}
      consequence={`Too many wrong passwords or codes were tried for ${user.email}, perhaps not by that person. Once unlocked, ${SIGN_IN_LIMITS.attemptsInWords} more can be tried at once; otherwise it ends by itself within ${SIGN_IN_LIMITS.lockMinutes} minutes.`}
      actionLabel="Unlock user"
      onConfirm={async () => {
        await unlock.mutateAsync({ memberId: member.id });
        await refresh();
        toast.success(`${user.name} unlocked`);
      }}
    />
  );
}

export function ResetSecondFactorDialog({ member, onClose }: MemberDialogProps) {
  const { user } = member;
  const reset = useMutation(trpc.member.resetSecondFactor.mutationOptions());
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Reset the second factor of ${user.name}?`}
      consequence={`The authenticator app and recovery codes of ${user.email} count no more: the password alone signs in, until a new second factor is set up. Every session of that person ends. Make sure that it is that person who asked you.`}
      actionLabel="Reset second factor"
      onConfirm={async () => {
        await reset.mutateAsync({ memberId: member.id });
        await refresh();
        toast.success(`Second factor of ${user.name} reset`);
      }}
    />
  );
}
