import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { AuthMethodBadges } from "#components/auth-method-badge.tsx";
import { CopyableId } from "#components/copyable-id.tsx";
import { Detail, DetailList } from "#components/detail-list.tsx";
import { useOrganizationRoles } from "#components/membership-roles/use-organization-roles.ts";
import { StepActions } from "#components/step-actions.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ChooseIdentity, type ChooseIdentityProps } from "#features/identities/components/choose-identity.tsx";
import type { RouterOutputs } from "#lib/trpc.ts";

interface SetupIdentityProps extends ChooseIdentityProps {
  /** The one that was chosen. */
  identity: RouterOutputs["identity"]["get"] | undefined;
  /** Forgets the choice; nothing is deleted. */
  onChooseAnother: () => void;
  next: ReactNode;
}

/** The identity as a step of the guided setup: made or found, then shown. */
export function SetupIdentity({ identity, next, onChooseAnother, ...choice }: SetupIdentityProps) {
  if (!identity) return <ChooseIdentity {...choice} />;
  return (
    <>
      <ChosenIdentity identity={identity} onChooseAnother={onChooseAnother} />
      <StepActions>
        {choice.back}
        {next}
      </StepActions>
    </>
  );
}

interface ChosenIdentityProps {
  identity: RouterOutputs["identity"]["get"];
  onChooseAnother: () => void;
}

function ChosenIdentity({ identity, onChooseAnother }: ChosenIdentityProps) {
  const { nameOf } = useOrganizationRoles();
  const hasOtherMethod = identity.authMethods.some((method) => method !== "kubernetes-auth");
  return (
    <Card
      title={
        <Link
          to="/access-control/identities/$identityId"
          params={{ identityId: identity.id }}
          className="rounded-xs hover:underline"
        >
          {identity.name}
        </Link>
      }
      actions={<Button onClick={onChooseAnother}>Choose another</Button>}
    >
      <DetailList>
        <Detail label="Identity ID">
          <CopyableId id={identity.id} label="identity ID" />
        </Detail>
        <Detail label="Organization role">
          <Badge>{nameOf(identity.role)}</Badge>
        </Detail>
        {hasOtherMethod && (
          <Detail label="Logs in with">
            <AuthMethodBadges methods={identity.authMethods} />
          </Detail>
        )}
      </DetailList>
    </Card>
  );
}
