import { ShownOnceDialog } from "#components/shown-once-dialog.tsx";
import type { IssuedInvitation } from "#features/members/components/invite-dialog.tsx";

interface IssuedInvitationDialogProps {
  issued: IssuedInvitation;
  onClose: () => void;
}

/** Shows the link this once. */
export function IssuedInvitationDialog({ issued: { invitation, link }, onClose }: IssuedInvitationDialogProps) {
  return (
    <ShownOnceDialog
      onClose={onClose}
      title={`${invitation.email} is invited`}
      description={WHAT_NEXT[invitation.mail]}
      secret={{ label: "link", value: link, fileName: "invitation.txt", expiresAt: invitation.expiresAt }}
    />
  );
}

const WHAT_NEXT = {
  sent: "The link is on its way by mail. You can hand it over yourself as well.",
  failed: "The mail could not be sent. The invitation stands: hand the link over yourself.",
  off: "No mail server is configured: hand the link over yourself.",
} as const;
