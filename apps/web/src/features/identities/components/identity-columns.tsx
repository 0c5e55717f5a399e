import { Link } from "@tanstack/react-router";
import { AuthMethodBadges } from "#components/auth-method-badge.tsx";
import { CopyButton } from "#components/copy-button.tsx";
import { dataTableColumns } from "#components/data-table/columns.ts";
import { RowMenu } from "#components/data-table/row-menu.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { MenuItem } from "#components/ui/dropdown-menu.tsx";
import type { RouterOutputs } from "#lib/trpc.ts";

export type ListedIdentity = RouterOutputs["identity"]["list"]["items"][number];
const column = dataTableColumns<ListedIdentity>();

interface IdentityColumnsOptions {
  roleName: (slug: string) => string;
  onOpen: (identity: ListedIdentity) => void;
  /** Absent for an identity the signed-in user may not delete. */
  onDelete: (identity: ListedIdentity) => (() => void) | undefined;
}

export function identityColumns({ roleName, onOpen, onDelete }: IdentityColumnsOptions) {
  return column.columns([
    column.accessor("name", {
      header: "Name",
      cell: ({ row: { original: identity } }) => (
        <span className="flex items-center gap-1">
          <Link
            to="/access-control/identities/$identityId"
            params={{ identityId: identity.id }}
            className="row-action rounded-xs font-medium"
          >
            {identity.name}
          </Link>
          <CopyButton text={identity.id} label={`ID of ${identity.name}`} />
        </span>
      ),
    }),
    column.accessor((identity) => roleName(identity.role), {
      id: "role",
      header: "Organization role",
      cell: ({ getValue }) => <Badge>{getValue()}</Badge>,
    }),
    column.accessor((identity) => identity.authMethods.join(" "), {
      id: "authMethods",
      header: "Authentication",
      cell: ({ row }) => <AuthMethodBadges methods={row.original.authMethods} />,
    }),
    column.accessor("lastLoginAt", { header: "Last login", cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
    column.accessor("createdAt", { header: "Created", cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
    column.display({
      id: "menu",
      header: () => <span className="sr-only">Actions</span>,
      cell: ({ row: { original: identity } }) => {
        const remove = onDelete(identity);
        return (
          <RowMenu name={identity.name}>
            <MenuItem onClick={() => onOpen(identity)}>Open</MenuItem>
            {remove && (
              <MenuItem isDanger onClick={remove}>
                Delete identity…
              </MenuItem>
            )}
          </RowMenu>
        );
      },
    }),
  ]);
}
