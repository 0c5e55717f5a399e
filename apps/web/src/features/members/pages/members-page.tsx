import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { CursorPager } from "#components/data-table/cursor-pager.tsx";
import { DataTable } from "#components/data-table/data-table.tsx";
import { queryTableState } from "#components/data-table/query-state.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { FilterBox } from "#components/filter-box.tsx";
import { type Member, memberColumns } from "#features/members/components/member-columns.tsx";
import {
  DeactivateMemberDialog,
  ReactivateMemberDialog,
  RemoveMemberDialog,
} from "#features/members/components/member-dialogs.tsx";
import { useMemberRights } from "#features/members/hooks/use-member-rights.ts";
import { type ListSearch, listInput } from "#lib/list-search.ts";
import { onDemand } from "#lib/on-demand.tsx";
import { useSession } from "#lib/session.ts";
import { trpc } from "#lib/trpc.ts";

const EditMemberRolesDialog = onDemand(
  async () => (await import("#features/members/components/edit-member-roles-dialog.tsx")).EditMemberRolesDialog,
);

interface MembersPageProps {
  search: ListSearch;
  onSearchChange: (change: Partial<ListSearch>) => void;
}

type OpenDialog = { kind: "roles" | "deactivate" | "reactivate" | "remove"; member: Member };

/** The people of the organization. */
export function MembersPage({ search, onSearchChange }: MembersPageProps) {
  const { user } = useSession();
  const rights = useMemberRights();
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const close = () => setDialog(null);
  const query = useQuery(trpc.member.list.queryOptions(listInput(search), { placeholderData: keepPreviousData }));
  const columns = useMemo(() => {
    const open = (kind: OpenDialog["kind"], member: Member) => () => setDialog({ kind, member });
    return memberColumns(user.id, (member) => {
      const isActive = member.deactivatedAt === null;
      return {
        editRoles: rights.canEdit(member) ? open("roles", member) : null,
        deactivate: isActive && rights.canDeactivate(member) ? open("deactivate", member) : null,
        reactivate: !isActive && rights.canDeactivate(member) ? open("reactivate", member) : null,
        remove: rights.canRemove(member) ? open("remove", member) : null,
      };
    });
  }, [user.id, rights]);

  return (
    <div className="flex flex-col gap-4">
      <FilterBox
        label="Filter users"
        value={search.search ?? ""}
        onValueChange={(text) => onSearchChange({ search: text || undefined, trail: undefined })}
      />
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
      {dialog?.kind === "roles" && <EditMemberRolesDialog member={dialog.member} onClose={close} />}
      {dialog?.kind === "deactivate" && <DeactivateMemberDialog member={dialog.member} onClose={close} />}
      {dialog?.kind === "reactivate" && <ReactivateMemberDialog member={dialog.member} onClose={close} />}
      {dialog?.kind === "remove" && <RemoveMemberDialog member={dialog.member} onClose={close} />}
    </div>
  );
}
