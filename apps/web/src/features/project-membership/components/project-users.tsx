import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { dataTableColumns } from "#components/data-table/columns.ts";
import { CursorPager } from "#components/data-table/cursor-pager.tsx";
import { DataTable } from "#components/data-table/data-table.tsx";
import { queryTableState } from "#components/data-table/query-state.ts";
import { RowMenu } from "#components/data-table/row-menu.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { FilterBox } from "#components/filter-box.tsx";
import { ListAction } from "#components/list-action.tsx";
import { RoleBadges } from "#components/membership-roles/role-badges.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Button } from "#components/ui/button.tsx";
import { MenuItem } from "#components/ui/dropdown-menu.tsx";
import { toast } from "#components/ui/toast.tsx";
import {
  type MembershipRights,
  useMembershipRights,
} from "#features/project-membership/hooks/use-membership-rights.ts";
import { type ListSearch, listInput } from "#lib/list-search.ts";
import { onDemand } from "#lib/on-demand.tsx";
import { queryClient } from "#lib/query-client.ts";
import { useSession } from "#lib/session.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

const EditProjectRolesDialog = onDemand(
  async () =>
    (await import("#features/project-membership/components/edit-project-roles-dialog.tsx")).EditProjectRolesDialog,
);
const AddUserDialog = onDemand(
  async () => (await import("#features/project-membership/components/add-user-dialog.tsx")).AddUserDialog,
);

type UserMembership = RouterOutputs["projectMembership"]["listUsers"]["items"][number];
type OpenDialog = { kind: "edit" | "remove"; membership: UserMembership };
const column = dataTableColumns<UserMembership>();

interface ProjectUsersProps {
  projectId: string;
  search: ListSearch & { isAdding?: boolean };
  onSearchChange: (change: Partial<ListSearch & { isAdding?: boolean }>) => void;
}

/** The people of the project. */
export function ProjectUsers({ projectId, search, onSearchChange }: ProjectUsersProps) {
  const { user } = useSession();
  const rights = useMembershipRights(projectId, "member");
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const close = () => setDialog(null);
  const update = useMutation(trpc.projectMembership.updateUser.mutationOptions());
  const query = useQuery(
    trpc.projectMembership.listUsers.queryOptions(
      { projectId, ...listInput(search) },
      { placeholderData: keepPreviousData },
    ),
  );
  const columns = useMemo(() => userColumns(rights, user.id, setDialog), [rights, user.id]);
  const addButton = rights.canAdd && (
    <Button variant="primary" onClick={() => onSearchChange({ isAdding: true })}>
      <Plus aria-hidden />
      Add user
    </Button>
  );
  // The empty list offers the same button in its own place.
  const isEmpty = !search.search && !search.trail?.length && query.data?.items.length === 0;

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <FilterBox
          label="Filter users"
          value={search.search}
          onValueChange={(text) => onSearchChange({ search: text, trail: undefined })}
        />
        <ListAction isHidden={query.isPending || isEmpty}>{addButton}</ListAction>
      </div>
      <DataTable
        label="Users"
        columns={columns}
        state={queryTableState(query, (page) => page.items)}
        rowId={(membership) => membership.id}
        empty={
          search.search ? (
            <EmptyState text={`No user matches “${search.search}”.`} />
          ) : (
            <EmptyState
              text="Nobody is a member. Administrators of the organization get in all the same."
              action={addButton}
            />
          )
        }
      />
      <CursorPager
        trail={search.trail ?? []}
        nextCursor={query.data?.nextCursor ?? null}
        onTrailChange={(trail) => onSearchChange({ trail })}
      />
      {rights.canAdd && search.isAdding && (
        <AddUserDialog projectId={projectId} onClose={() => onSearchChange({ isAdding: undefined })} />
      )}
      {dialog?.kind === "edit" && (
        <EditProjectRolesDialog
          projectId={projectId}
          name={dialog.membership.user.name}
          held={dialog.membership.roles}
          onSave={(roles) => update.mutateAsync({ projectId, userId: dialog.membership.user.id, roles })}
          onClose={close}
        />
      )}
      {dialog?.kind === "remove" && (
        <RemoveUserDialog projectId={projectId} membership={dialog.membership} onClose={close} />
      )}
    </div>
  );
}

function userColumns(rights: MembershipRights, ownUserId: string, onOpen: (dialog: OpenDialog) => void) {
  return column.columns([
    column.accessor((membership) => membership.user.name, {
      id: "name",
      header: "Name",
      cell: ({ getValue }) => <span className="font-medium">{getValue()}</span>,
    }),
    column.accessor((membership) => membership.user.email, { id: "email", header: "E-mail" }),
    column.accessor((membership) => membership.roles.map((role) => role.name).join(" "), {
      id: "roles",
      header: "Project roles",
      cell: ({ row }) => <RoleBadges roles={row.original.roles} />,
    }),
    column.accessor("createdAt", { header: "Added", cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
    column.display({
      id: "menu",
      header: () => <span className="sr-only">Actions</span>,
      cell: ({ row: { original: membership } }) => {
        const canEdit = rights.canEdit(membership);
        const canRemove = rights.canRemove(membership) && membership.user.id !== ownUserId;
        if (!canEdit && !canRemove) return null;
        return (
          <RowMenu name={membership.user.name}>
            {canEdit && <MenuItem onClick={() => onOpen({ kind: "edit", membership })}>Edit roles…</MenuItem>}
            {canRemove && (
              <MenuItem isDanger onClick={() => onOpen({ kind: "remove", membership })}>
                Remove from project…
              </MenuItem>
            )}
          </RowMenu>
        );
      },
    }),
  ]);
}

interface RemoveUserDialogProps {
  projectId: string;
  membership: UserMembership;
  onClose: () => void;
}

function RemoveUserDialog({ projectId, membership: { user }, onClose }: RemoveUserDialogProps) {
  const remove = useMutation(trpc.projectMembership.removeUser.mutationOptions());
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Remove ${user.name} from the project?`}
      consequence={`The next request of ${user.email} in this project is refused, unless a role in the organization opens it. The person stays a member of the organization.`}
      actionLabel="Remove user"
      onConfirm={async () => {
        await remove.mutateAsync({ projectId, userId: user.id });
        await queryClient.invalidateQueries(trpc.projectMembership.pathFilter());
        toast.success(`${user.name} removed from the project`);
      }}
    />
  );
}
