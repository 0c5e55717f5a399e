import { SecretOnce } from "#components/secret-once.tsx";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import type { IssuedInvitation } from "#features/members/components/invite-dialog.tsx";

interface IssuedInvitationDialogProps {
  issued: IssuedInvitation;
  onClose: () => void;
}

/** Shows the link this once; a click beside it does not close it. */
export function IssuedInvitationDialog({ issued: { invitation, link }, onClose }: IssuedInvitationDialogProps) {
  return (
    <AlertDialog
      isOpen
      onOpenChange={onClose}
      title={`${invitation.email} is invited`}
      description={WHAT_NEXT[invitation.mail]}
    >
      <SecretOnce label="link" value={link} fileName="invitation.txt" expiresAt={invitation.expiresAt} />
      <div className="flex justify-end">
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </AlertDialog>
  );
}

const WHAT_NEXT = {
  sent: "The link is on its way by mail. You can hand it over yourself as well.",
  failed: "The mail could not be sent. The invitation stands: hand the link over yourself.",
  off: "No mail server is configured: hand the link over yourself.",
} as const;
