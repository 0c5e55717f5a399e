import { dataTableColumns } from "#components/data-table/columns.ts";
import { RowMenu } from "#components/data-table/row-menu.tsx";
import { RoleBadges } from "#components/membership-roles/role-badges.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { MenuItem } from "#components/ui/dropdown-menu.tsx";
import type { RouterOutputs } from "#lib/trpc.ts";

export type Member = RouterOutputs["member"]["list"]["items"][number];
const column = dataTableColumns<Member>();

/** What may be done with a member; null hides the action. */
export interface MemberActions {
  editRoles: (() => void) | null;
  deactivate: (() => void) | null;
  reactivate: (() => void) | null;
  unlock: (() => void) | null;
  resetSecondFactor: (() => void) | null;
  remove: (() => void) | null;
}

export function memberColumns(ownUserId: string, actionsOf: (member: Member) => MemberActions) {
  return column.columns([
    column.accessor((member) => member.user.name, {
      id: "name",
      header: "Name",
      cell: ({ row: { original: member } }) => (
        <span className="flex flex-wrap items-center gap-1.5">
          <span className="font-medium">{member.user.name}</span>
          {member.user.id === ownUserId && <Badge tone="accent">You</Badge>}
          {member.deactivatedAt !== null && <Badge tone="bad">Deactivated</Badge>}
          {member.access?.isLocked && <Badge tone="bad">Locked</Badge>}
        </span>
      ),
    }),
    column.accessor((member) => member.user.email, { id: "email", header: "E-mail" }),
    column.accessor((member) => member.roles.map((role) => role.name).join(" "), {
      id: "roles",
      header: "Roles",
      cell: ({ row }) => <RoleBadges roles={row.original.roles} />,
    }),
    column.accessor("createdAt", { header: "Joined", cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
    column.accessor((member) => member.lastActiveAt ?? "", {
      id: "lastActiveAt",
      header: "Last active",
      cell: ({ row }) => <RelativeTime at={row.original.lastActiveAt} />,
    }),
    column.display({
      id: "menu",
      header: () => <span className="sr-only">Actions</span>,
      cell: ({ row: { original: member } }) => <MemberMenu member={member} actions={actionsOf(member)} />,
    }),
  ]);
}

function MemberMenu({ member, actions }: { member: Member; actions: MemberActions }) {
  const { editRoles, unlock, resetSecondFactor, deactivate, reactivate, remove } = actions;
  if (Object.values(actions).every((action) => action === null)) return null;
  return (
    <RowMenu name={member.user.name}>
      {editRoles && <MenuItem onClick={editRoles}>Edit roles…</MenuItem>}
      {unlock && <MenuItem onClick={unlock}>Unlock…</MenuItem>}
      {reactivate && <MenuItem onClick={reactivate}>Reactivate…</MenuItem>}
      {resetSecondFactor && (
        <MenuItem isDanger onClick={resetSecondFactor}>
          Reset second factor…
        </MenuItem>
      )}
      {deactivate && (
        <MenuItem isDanger onClick={deactivate}>
          Deactivate…
        </MenuItem>
      )}
      {remove && (
        <MenuItem isDanger onClick={remove}>
          Remove from organization…
        </MenuItem>
      )}
    </RowMenu>
  );
}
