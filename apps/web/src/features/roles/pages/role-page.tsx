import { isWithin } from "@podpass/contracts";
import { useState } from "react";
import { ErrorState } from "#components/error-state.tsx";
import { NotFound } from "#components/layout/not-found.tsx";
import { RoutePending } from "#components/layout/route-pending.tsx";
import { Page, PageHeader } from "#components/page.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { PermissionsForm } from "#features/roles/components/permissions-form.tsx";
import { RoleDetailsForm } from "#features/roles/components/role-details-form.tsx";
import { RoleHolders } from "#features/roles/components/role-holders.tsx";
import { RuleList } from "#features/roles/components/rule-list.tsx";
import { useRoleRights, useRoles } from "#features/roles/hooks/use-role-scope.ts";
import type { Role, RoleScope } from "#features/roles/lib/role-scope.ts";
import { onDemand } from "#lib/on-demand.tsx";

const CreateRoleDialog = onDemand(
  async () => (await import("#features/roles/components/create-role-dialog.tsx")).CreateRoleDialog,
);
const DeleteRoleDialog = onDemand(
  async () => (await import("#features/roles/components/delete-role-dialog.tsx")).DeleteRoleDialog,
);

interface RolePageProps {
  scope: RoleScope;
  slug: string;
}

/** One role: what it allows, who has it, and its own settings unless it is built in. */
export function RolePage({ scope, slug }: RolePageProps) {
  const query = useRoles(scope);
  if (query.isError)
    return <ErrorState title="Could not be read" error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <RoutePending />;
  const role = query.data.items.find((candidate) => candidate.slug === slug);
  return role ? <RoleContent scope={scope} role={role} /> : <NotFound />;
}

function RoleContent({ scope, role }: { scope: RoleScope; role: Role }) {
  const [dialog, setDialog] = useState<"duplicate" | "delete" | null>(null);
  const rights = useRoleRights(scope);
  const isWithinMine = isWithin(rights.mine, role.rules);
  const { id, updatedAt } = role;
  const custom = id === null || updatedAt === null ? null : { ...role, id, updatedAt };
  const editable = rights.canEdit && isWithinMine ? custom : null;
  const reason = "It allows more than you hold yourself";
  return (
    <Page>
      <PageHeader
        title={role.name}
        purpose={role.description || "A role: what whoever has it may do."}
        actions={
          <>
            <Badge>{role.isBuiltIn ? "Built-in" : "Custom"}</Badge>
            {rights.canCreate && (
              <Button
                disabled={!isWithinMine}
                title={isWithinMine ? undefined : reason}
                onClick={() => setDialog("duplicate")}
              >
                Duplicate
              </Button>
            )}
            {custom && rights.canDelete && (
              <Button
                disabled={!isWithinMine}
                title={isWithinMine ? undefined : reason}
                onClick={() => setDialog("delete")}
              >
                Delete
              </Button>
            )}
          </>
        }
      />
      {editable ? (
        // Both begin anew from what was saved, also by the other.
        <div key={editable.updatedAt} className="flex flex-col gap-5">
          <PermissionsForm scope={scope} role={editable} />
          <RoleDetailsForm scope={scope} role={editable} />
        </div>
      ) : (
        <Card title="Permissions" description={whyFixed(role, rights.canEdit)}>
          <RuleList rules={role.rules} />
        </Card>
      )}
      {rights.canSeeHolders && <RoleHolders scope={scope} slug={role.slug} />}
      {dialog === "duplicate" && <CreateRoleDialog scope={scope} from={role} onClose={() => setDialog(null)} />}
      {dialog === "delete" && custom && (
        <DeleteRoleDialog scope={scope} role={custom} onClose={() => setDialog(null)} />
      )}
    </Page>
  );
}

function whyFixed({ isBuiltIn }: Role, canEdit: boolean): string {
  if (isBuiltIn) return "A built-in role is the same everywhere. Duplicate it to have one of your own.";
  return canEdit
    ? "It allows more than you hold yourself, so you cannot change it."
    : "Your role does not let you change it.";
}
