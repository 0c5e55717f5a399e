import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { CursorPager } from "#components/data-table/cursor-pager.tsx";
import { DataTable } from "#components/data-table/data-table.tsx";
import { queryTableState } from "#components/data-table/query-state.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { useOrganizationRoles } from "#components/membership-roles/use-organization-roles.ts";
import { toast } from "#components/ui/toast.tsx";
import { type Invitation, invitationColumns } from "#features/members/components/invitation-columns.tsx";
import type { IssuedInvitation } from "#features/members/components/invite-dialog.tsx";
import { useCan } from "#lib/can.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

interface PendingInvitationsProps {
  trail: string[];
  onTrailChange: (trail: string[]) => void;
  onIssued: (issued: IssuedInvitation) => void;
}

/** Who was invited and has not joined yet. */
export function PendingInvitations({ trail, onTrailChange, onIssued }: PendingInvitationsProps) {
  const canInvite = useCan()("member:create");
  const { areWithinMine } = useOrganizationRoles();
  const [dialog, setDialog] = useState<{ kind: "resend" | "withdraw"; invitation: Invitation } | null>(null);
  const query = useQuery(
    trpc.invitation.list.queryOptions({ cursor: trail.at(-1) }, { placeholderData: keepPreviousData }),
  );
  const columns = useMemo(
    () =>
      invitationColumns((invitation) =>
        canInvite && areWithinMine(invitation.roles.map(({ role }) => role))
          ? {
              onResend: () => setDialog({ kind: "resend", invitation }),
              onWithdraw: () => setDialog({ kind: "withdraw", invitation }),
            }
          : null,
      ),
    [canInvite, areWithinMine],
  );
  const close = () => setDialog(null);
  return (
    <section aria-labelledby="pending-invitations" className="flex flex-col gap-3">
      <h2 id="pending-invitations" className="font-semibold">
        Pending invitations
      </h2>
      <DataTable
        label="Pending invitations"
        columns={columns}
        state={queryTableState(query, (page) => page.items)}
        rowId={(invitation) => invitation.id}
        empty={<EmptyState text="Nobody is invited at the moment." />}
      />
      <CursorPager trail={trail} nextCursor={query.data?.nextCursor ?? null} onTrailChange={onTrailChange} />
      {dialog?.kind === "resend" && <ResendDialog invitation={dialog.invitation} onClose={close} onIssued={onIssued} />}
      {dialog?.kind === "withdraw" && <WithdrawDialog invitation={dialog.invitation} onClose={close} />}
    </section>
  );
}

interface InvitationDialogProps {
  invitation: Invitation;
  onClose: () => void;
}

const refresh = () => queryClient.invalidateQueries(trpc.invitation.pathFilter());

function ResendDialog({
  invitation,
  onClose,
  onIssued,
}: InvitationDialogProps & { onIssued: (issued: IssuedInvitation) => void }) {
  const resend = useMutation(trpc.invitation.resend.mutationOptions());
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Make a new link for ${invitation.email}?`}
      consequence="The link there is stops working. The new one is good for 7 days, and is mailed where a mail server is configured."
      actionLabel="Make a new link"
      tone="primary"
      onConfirm={async () => {
        onIssued(await resend.mutateAsync({ invitationId: invitation.id }));
        await refresh();
      }}
    />
  );
}

function WithdrawDialog({ invitation, onClose }: InvitationDialogProps) {
  const withdraw = useMutation(trpc.invitation.withdraw.mutationOptions());
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Withdraw the invitation of ${invitation.email}?`}
      consequence="Its link stops working at once. The person can be invited again."
      actionLabel="Withdraw invitation"
      onConfirm={async () => {
        await withdraw.mutateAsync({ invitationId: invitation.id });
        await refresh();
        toast.success("Invitation withdrawn");
      }}
    />
  );
}
