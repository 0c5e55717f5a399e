import { Link } from "@tanstack/react-router";
import { AuthMethodBadges } from "#components/auth-method-badge.tsx";
import { CopyButton } from "#components/copy-button.tsx";
import { dataTableColumns } from "#components/data-table/columns.ts";
import { RowMenu } from "#components/data-table/row-menu.tsx";
import { RoleBadges } from "#components/membership-roles/role-badges.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { MenuItem } from "#components/ui/dropdown-menu.tsx";
import type { RouterOutputs } from "#lib/trpc.ts";

export type IdentityMembership = RouterOutputs["projectMembership"]["listIdentities"]["items"][number];
const column = dataTableColumns<IdentityMembership>();

interface MembershipColumnsOptions {
  /** Whether the identity's own page is open to the signed-in user. */
  isLinked: boolean;
  /** What may be done with a membership; null hides the action. */
  onEditRoles: (membership: IdentityMembership) => (() => void) | null;
  onRemove: (membership: IdentityMembership) => (() => void) | null;
}

export function membershipColumns({ isLinked, onEditRoles, onRemove }: MembershipColumnsOptions) {
  return column.columns([
    column.accessor((membership) => membership.identity.name, {
      id: "name",
      header: "Identity",
      cell: ({ row }) => <IdentityName identity={row.original.identity} isLinked={isLinked} />,
    }),
    column.accessor((membership) => membership.roles.map((role) => role.name).join(" "), {
      id: "roles",
      header: "Project roles",
      cell: ({ row }) => <RoleBadges roles={row.original.roles} />,
    }),
    column.accessor((membership) => membership.identity.authMethods.join(" "), {
      id: "authMethods",
      header: "Authentication",
      cell: ({ row }) => <AuthMethodBadges methods={row.original.identity.authMethods} />,
    }),
    column.accessor("createdAt", { header: "Added", cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
    column.display({
      id: "menu",
      header: () => <span className="sr-only">Actions</span>,
      cell: ({ row: { original: membership } }) => {
        const edit = onEditRoles(membership);
        const remove = onRemove(membership);
        if (!edit && !remove) return null;
        return (
          <RowMenu name={membership.identity.name}>
            {edit && <MenuItem onClick={edit}>Edit roles…</MenuItem>}
            {remove && (
              <MenuItem isDanger onClick={remove}>
                Remove from project…
              </MenuItem>
            )}
          </RowMenu>
        );
      },
    }),
  ]);
}

function IdentityName({ identity, isLinked }: { identity: IdentityMembership["identity"]; isLinked: boolean }) {
  return (
    <span className="flex items-center gap-1">
      {isLinked ? (
        <Link
          to="/access-control/identities/$identityId"
          params={{ identityId: identity.id }}
          className="row-action rounded-xs font-medium"
        >
          {identity.name}
        </Link>
      ) : (
        <span className="font-medium">{identity.name}</span>
      )}
      <CopyButton text={identity.id} label={`ID of ${identity.name}`} />
    </span>
  );
}
