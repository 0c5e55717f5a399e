import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { CursorPager } from "#components/data-table/cursor-pager.tsx";
import { DataTable } from "#components/data-table/data-table.tsx";
import { queryTableState } from "#components/data-table/query-state.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { FilterBox } from "#components/filter-box.tsx";
import { ListAction } from "#components/list-action.tsx";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import {
  type IdentityMembership,
  membershipColumns,
} from "#features/project-membership/components/membership-columns.tsx";
import { useMembershipRights } from "#features/project-membership/hooks/use-membership-rights.ts";
import { useCan } from "#lib/can.ts";
import { type ListSearch, listInput } from "#lib/list-search.ts";
import { onDemand } from "#lib/on-demand.tsx";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

const EditProjectRolesDialog = onDemand(
  async () =>
    (await import("#features/project-membership/components/edit-project-roles-dialog.tsx")).EditProjectRolesDialog,
);

const AddIdentityDialog = onDemand(
  async () => (await import("#features/project-membership/components/add-identity-dialog.tsx")).AddIdentityDialog,
);

const CreateOwnIdentityDialog = onDemand(
  async () =>
    (await import("#features/project-membership/components/create-own-identity-dialog.tsx")).CreateOwnIdentityDialog,
);

interface MachineIdentitiesSearch extends ListSearch {
  isAdding?: boolean;
  isCreating?: boolean;
}

interface MachineIdentitiesProps {
  projectId: string;
  search: MachineIdentitiesSearch;
  onSearchChange: (change: Partial<MachineIdentitiesSearch>) => void;
}

type OpenDialog = { kind: "edit" | "remove"; membership: IdentityMembership };

/** The identities that are in the project. */
export function MachineIdentities({ projectId, search, onSearchChange }: MachineIdentitiesProps) {
  const rights = useMembershipRights(projectId, "identity");
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const close = () => setDialog(null);
  const update = useMutation(trpc.projectMembership.updateIdentity.mutationOptions());
  const query = useQuery(
    trpc.projectMembership.listIdentities.queryOptions(
      { projectId, ...listInput(search) },
      { placeholderData: keepPreviousData },
    ),
  );
  const columns = useMemo(
    () =>
      membershipColumns({
        isLinked: rights.canOpenIdentity,
        onEditRoles: (membership) =>
          rights.canEdit(membership) ? () => setDialog({ kind: "edit", membership }) : null,
        onRemove: (membership) =>
          rights.canRemove(membership) ? () => setDialog({ kind: "remove", membership }) : null,
      }),
    [rights],
  );
  const canCreate = useCan()("identity:create") && rights.canAdd;
  const buttons = rights.canAdd && (
    <div className="flex flex-wrap gap-2">
      {canCreate && <Button onClick={() => onSearchChange({ isCreating: true })}>Create identity</Button>}
      <Button variant="primary" onClick={() => onSearchChange({ isAdding: true })}>
        <Plus aria-hidden />
        Add identity
      </Button>
    </div>
  );
  // The empty list offers the same buttons in its own place.
  const isEmpty = !search.search && query.data?.totalCount === 0;

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <FilterBox
          label="Filter identities"
          value={search.search}
          onValueChange={(text) => onSearchChange({ search: text, trail: undefined })}
        />
        <ListAction isHidden={query.isPending || isEmpty}>{buttons}</ListAction>
      </div>
      <DataTable
        label="Machine identities"
        columns={columns}
        state={queryTableState(query, (page) => page.items)}
        rowId={(membership) => membership.id}
        empty={
          search.search ? (
            <EmptyState text={`No identity matches “${search.search}”.`} />
          ) : (
            <EmptyState text="No identity can read this project's secrets yet." action={buttons} />
          )
        }
      />
      <CursorPager
        trail={search.trail ?? []}
        nextCursor={query.data?.nextCursor ?? null}
        onTrailChange={(trail) => onSearchChange({ trail })}
      />
      {rights.canAdd && search.isAdding && (
        <AddIdentityDialog projectId={projectId} onClose={() => onSearchChange({ isAdding: undefined })} />
      )}
      {canCreate && search.isCreating && (
        <CreateOwnIdentityDialog projectId={projectId} onClose={() => onSearchChange({ isCreating: undefined })} />
      )}
      {dialog?.kind === "edit" && (
        <EditProjectRolesDialog
          projectId={projectId}
          name={dialog.membership.identity.name}
          held={dialog.membership.roles}
          onSave={(roles) => update.mutateAsync({ projectId, identityId: dialog.membership.identity.id, roles })}
          onClose={close}
        />
      )}
      {dialog?.kind === "remove" && <RemoveIdentityDialog membership={dialog.membership} onClose={close} />}
    </div>
  );
}

function RemoveIdentityDialog({ membership, onClose }: { membership: IdentityMembership; onClose: () => void }) {
  const { identity, project } = membership;
  const remove = useMutation(trpc.projectMembership.removeIdentity.mutationOptions());

  async function confirm(): Promise<void> {
    await remove.mutateAsync({ projectId: project.id, identityId: identity.id });
    await queryClient.invalidateQueries(trpc.projectMembership.pathFilter());
    toast.success(`${identity.name} removed from the project`);
  }

  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Remove ${identity.name} from ${project.name}?`}
      consequence={`Its next request for a secret of ${project.name} is refused. It can still log in, and keeps what it may do elsewhere.`}
      actionLabel="Remove identity"
      onConfirm={confirm}
    />
  );
}
