import type { AuthMethod } from "@podpass/contracts";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useOrganizationRoles } from "#components/membership-roles/use-organization-roles.ts";
import { AuthenticationCard } from "#features/identities/components/authentication-card.tsx";
import { DeleteIdentityCard } from "#features/identities/components/delete-identity-card.tsx";
import { IdentityDetailsCard } from "#features/identities/components/identity-details-card.tsx";
import { useCan } from "#lib/can.ts";
import { onDemand } from "#lib/on-demand.tsx";
import { trpc } from "#lib/trpc.ts";

const UpdateIdentitySheet = onDemand(
  async () => (await import("#features/identities/components/update-identity-sheet.tsx")).UpdateIdentitySheet,
);

/** What the section of a login method is told. */
interface AuthMethodAccess {
  identityId: string;
  identityName: string;
  /** Whether the signed-in user may change how the identity logs in. */
  canEdit: boolean;
}

type SheetMethod = Exclude<AuthMethod, "kubernetes-auth">;

interface IdentityPageProps {
  identityId: string;
  methods: Record<AuthMethod, (access: AuthMethodAccess) => ReactNode>;
  /** The sheets that give it a method; Kubernetes Auth has a page of its own. */
  attachSheets: Record<SheetMethod, (props: { identityId: string; onClose: () => void }) => ReactNode>;
  /** The section about the projects it is in. */
  projects: ReactNode;
}

export function IdentityPage({ identityId, methods, attachSheets, projects }: IdentityPageProps) {
  const identity = useSuspenseQuery(trpc.identity.get.queryOptions({ identityId })).data;
  const can = useCan();
  const navigate = useNavigate();
  const { nameOf, isWithinMine } = useOrganizationRoles();
  const [isEditing, setEditing] = useState(false);
  const [attaching, setAttaching] = useState<SheetMethod | null>(null);

  // Whoever changes how an identity logs in can log in as it: the server asks to hold all that it holds.
  const canEditAuth = can("identity:edit-auth") && isWithinMine(identity.role);
  const access = { identityId, identityName: identity.name, canEdit: canEditAuth };

  function add(method: AuthMethod): void {
    if (method !== "kubernetes-auth") setAttaching(method);
    else void navigate({ to: "/access-control/identities/$identityId/kubernetes-auth", params: { identityId } });
  }

  return (
    <>
      <IdentityDetailsCard
        identity={identity}
        roleName={nameOf(identity.role)}
        onEdit={can("identity:edit") && isWithinMine(identity.role) ? () => setEditing(true) : undefined}
      />
      <AuthenticationCard
        attached={identity.authMethods}
        sections={{
          "token-auth": methods["token-auth"](access),
          "universal-auth": methods["universal-auth"](access),
          "kubernetes-auth": methods["kubernetes-auth"](access),
        }}
        onAdd={canEditAuth ? add : undefined}
      />
      {projects}
      {can("identity:delete") && isWithinMine(identity.role) && <DeleteIdentityCard identity={identity} />}
      {isEditing && <UpdateIdentitySheet identity={identity} onClose={() => setEditing(false)} />}
      {attaching && attachSheets[attaching]({ identityId, onClose: () => setAttaching(null) })}
    </>
  );
}
