import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { CursorPager } from "#components/data-table/cursor-pager.tsx";
import { DataTable } from "#components/data-table/data-table.tsx";
import { queryTableState } from "#components/data-table/query-state.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { FilterBox } from "#components/filter-box.tsx";
import { Button } from "#components/ui/button.tsx";
import type { IssuedInvitation } from "#features/members/components/invite-dialog.tsx";
import { type Member, memberColumns } from "#features/members/components/member-columns.tsx";
import {
  DeactivateMemberDialog,
  ReactivateMemberDialog,
  RemoveMemberDialog,
} from "#features/members/components/member-dialogs.tsx";
import { PendingInvitations } from "#features/members/components/pending-invitations.tsx";
import { ResetSecondFactorDialog, UnlockMemberDialog } from "#features/members/components/recover-member-dialogs.tsx";
import { useMemberRights } from "#features/members/hooks/use-member-rights.ts";
import { useCan } from "#lib/can.ts";
import { type ListSearch, listInput } from "#lib/list-search.ts";
import { onDemand } from "#lib/on-demand.tsx";
import { useSession } from "#lib/session.ts";
import { trpc } from "#lib/trpc.ts";

const EditMemberRolesDialog = onDemand(
  async () => (await import("#features/members/components/edit-member-roles-dialog.tsx")).EditMemberRolesDialog,
);

const InviteDialog = onDemand(
  async () => (await import("#features/members/components/invite-dialog.tsx")).InviteDialog,
);
const IssuedInvitationDialog = onDemand(
  async () => (await import("#features/members/components/issued-invitation-dialog.tsx")).IssuedInvitationDialog,
);

interface MembersSearch extends ListSearch {
  isInviting?: boolean;
  /** The cursors of the pages of invitations gone through. */
  invitationTrail?: string[];
}

interface MembersPageProps {
  search: MembersSearch;
  onSearchChange: (change: Partial<MembersSearch>) => void;
}

type DialogKind = "roles" | "unlock" | "second-factor" | "deactivate" | "reactivate" | "remove";
type OpenDialog = { kind: DialogKind; member: Member };

/** The people of the organization. */
export function MembersPage({ search, onSearchChange }: MembersPageProps) {
  const { user } = useSession();
  const canInvite = useCan()("member:create");
  const rights = useMemberRights();
  const [issued, setIssued] = useState<IssuedInvitation | null>(null);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const close = () => setDialog(null);
  const query = useQuery(trpc.member.list.queryOptions(listInput(search), { placeholderData: keepPreviousData }));
  const columns = useMemo(() => {
    const open = (kind: DialogKind, member: Member) => () => setDialog({ kind, member });
    return memberColumns(user.id, (member) => {
      const isActive = member.deactivatedAt === null;
      return {
        editRoles: rights.canEdit(member) ? open("roles", member) : null,
        deactivate: isActive && rights.canDeactivate(member) ? open("deactivate", member) : null,
        reactivate: !isActive && rights.canDeactivate(member) ? open("reactivate", member) : null,
        unlock: member.access?.isLocked && rights.canDeactivate(member) ? open("unlock", member) : null,
        resetSecondFactor:
          member.access?.hasSecondFactor && rights.canDeactivate(member) ? open("second-factor", member) : null,
        remove: rights.canRemove(member) ? open("remove", member) : null,
      };
    });
  }, [user.id, rights]);

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <FilterBox
          label="Filter users"
          value={search.search}
          onValueChange={(text) => onSearchChange({ search: text, trail: undefined })}
        />
        {canInvite && (
          <Button variant="primary" onClick={() => onSearchChange({ isInviting: true })}>
            <Plus aria-hidden />
            Invite user
          </Button>
        )}
      </div>
      <DataTable
        label="Users"
        columns={columns}
        state={queryTableState(query, (page) => page.items)}
        rowId={(member) => member.id}
        empty={<EmptyState text={`No user matches “${search.search ?? ""}”.`} />}
      />
      <CursorPager
        trail={search.trail ?? []}
        nextCursor={query.data?.nextCursor ?? null}
        onTrailChange={(trail) => onSearchChange({ trail })}
      />
      <PendingInvitations
        trail={search.invitationTrail ?? []}
        onTrailChange={(invitationTrail) => onSearchChange({ invitationTrail })}
        onIssued={setIssued}
      />
      {canInvite && search.isInviting && (
        <InviteDialog onClose={() => onSearchChange({ isInviting: undefined })} onIssued={setIssued} />
      )}
      {issued && <IssuedInvitationDialog issued={issued} onClose={() => setIssued(null)} />}
      {dialog?.kind === "roles" && <EditMemberRolesDialog member={dialog.member} onClose={close} />}
      {dialog?.kind === "unlock" && <UnlockMemberDialog member={dialog.member} onClose={close} />}
      {dialog?.kind === "second-factor" && <ResetSecondFactorDialog member={dialog.member} onClose={close} />}
      {dialog?.kind === "deactivate" && <DeactivateMemberDialog member={dialog.member} onClose={close} />}
      {dialog?.kind === "reactivate" && <ReactivateMemberDialog member={dialog.member} onClose={close} />}
      {dialog?.kind === "remove" && <RemoveMemberDialog member={dialog.member} onClose={close} />}
    </div>
  );
}
