import { Check, ChevronsUpDown, Plus } from "lucide-react";
import { useState } from "react";
import { DropdownMenu, MenuItem, MenuSeparator, MenuText } from "#components/ui/dropdown-menu.tsx";
import { useCan } from "#lib/can.ts";
import { openOrganization } from "#lib/chosen-organization.ts";
import { onDemand } from "#lib/on-demand.tsx";
import { useSession } from "#lib/session.ts";

const CreateOrganizationDialog = onDemand(
  async () => (await import("#components/layout/create-organization-dialog.tsx")).CreateOrganizationDialog,
);

/** Whose dashboard this is, on top of the sidebar; leads to the other organizations. */
export function Wordmark({ isCollapsed }: { isCollapsed: boolean }) {
  const { organization, organizations } = useSession();
  const canCreate = useCan()("organization:create");
  const [isCreating, setCreating] = useState(false);
  const hasChoice = organizations.length > 1 || canCreate;
  const name = (
    <>
      <img src="/favicon.svg" alt="" className="size-6" />
      {!isCollapsed && (
        <span className="min-w-0 flex-1 text-left leading-4">
          <span className="block truncate font-semibold">{organization.name}</span>
          <span className="block text-muted text-xs">Podpass</span>
        </span>
      )}
    </>
  );
  if (!hasChoice) return <div className="flex h-12 shrink-0 items-center gap-2 border-b px-3.5">{name}</div>;
  return (
    <div className="flex h-12 shrink-0 items-center border-b px-1.5">
      <DropdownMenu
        align="start"
        trigger={
          <button type="button" className="flex h-10 w-full min-w-0 items-center gap-2 rounded-sm px-2 hover:bg-hover">
            <span className="sr-only">Organization:{isCollapsed && ` ${organization.name}`}</span>
            {name}
            {!isCollapsed && <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />}
          </button>
        }
      >
        <MenuText>Organizations</MenuText>
        {organizations.map(({ id, name: other, slug }) => (
          <MenuItem key={id} onClick={() => openOrganization(slug)}>
            <span className="min-w-0 flex-1 truncate">{other}</span>
            {id === organization.id && (
              <>
                <Check aria-hidden />
                <span className="sr-only">(shown now)</span>
              </>
            )}
          </MenuItem>
        ))}
        {canCreate && (
          <>
            <MenuSeparator />
            <MenuItem onClick={() => setCreating(true)}>
              <Plus aria-hidden />
              Create organization…
            </MenuItem>
          </>
        )}
      </DropdownMenu>
      {isCreating && <CreateOrganizationDialog onClose={() => setCreating(false)} />}
    </div>
  );
}
