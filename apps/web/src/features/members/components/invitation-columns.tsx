import { dataTableColumns } from "#components/data-table/columns.ts";
import { RowMenu } from "#components/data-table/row-menu.tsx";
import { RoleBadges } from "#components/membership-roles/role-badges.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { MenuItem } from "#components/ui/dropdown-menu.tsx";
import type { RouterOutputs } from "#lib/trpc.ts";

export type Invitation = RouterOutputs["invitation"]["list"]["items"][number];
const column = dataTableColumns<Invitation>();

interface InvitationActions {
  onResend: (invitation: Invitation) => void;
  onWithdraw: (invitation: Invitation) => void;
}

/** `actionsOf` is null for an invitation that the signed-in user may not touch. */
export function invitationColumns(actionsOf: (invitation: Invitation) => InvitationActions | null) {
  return column.columns([
    column.accessor("email", {
      header: "E-mail",
      cell: ({ getValue }) => <span className="font-medium">{getValue()}</span>,
    }),
    column.accessor((invitation) => invitation.roles.map((role) => role.name).join(" "), {
      id: "roles",
      header: "Roles",
      cell: ({ row }) => <RoleBadges roles={row.original.roles} />,
    }),
    column.accessor((invitation) => invitation.invitedBy.name, { id: "invitedBy", header: "Invited by" }),
    column.accessor("expiresAt", { header: "Link", cell: ({ row }) => <LinkState invitation={row.original} /> }),
    column.accessor("mail", { header: "Mail", cell: ({ row }) => <MailState mail={row.original.mail} /> }),
    column.display({
      id: "menu",
      header: () => <span className="sr-only">Actions</span>,
      cell: ({ row: { original: invitation } }) => {
        const actions = actionsOf(invitation);
        if (!actions) return null;
        return (
          <RowMenu name={invitation.email}>
            <MenuItem onClick={() => actions.onResend(invitation)}>Make a new link…</MenuItem>
            <MenuItem isDanger onClick={() => actions.onWithdraw(invitation)}>
              Withdraw…
            </MenuItem>
          </RowMenu>
        );
      },
    }),
  ]);
}

function LinkState({ invitation: { status, expiresAt, invitedBy } }: { invitation: Invitation }) {
  if (status === "expired") return <Badge tone="bad">Expired</Badge>;
  if (status === "lapsed") {
    return (
      <span className="flex flex-col items-start gap-0.5">
        <Badge tone="bad">Not valid</Badge>
        <span className="text-muted text-xs">{invitedBy.name} may not give these roles any more</span>
      </span>
    );
  }
  return (
    <span>
      dies <RelativeTime at={expiresAt} />
    </span>
  );
}

function MailState({ mail }: { mail: Invitation["mail"] }) {
  if (mail === "failed") return <Badge tone="bad">Failed</Badge>;
  return <span className={mail === "off" ? "text-muted" : undefined}>{mail === "off" ? "not mailed" : "Sent"}</span>;
}
