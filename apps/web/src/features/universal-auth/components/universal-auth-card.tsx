import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { AccessTokenPolicyDetails } from "#components/access-token-policy/policy-details.tsx";
import { TrustedIpsText } from "#components/access-token-policy/trusted-ips-text.tsx";
import { AuthMethodSection } from "#components/auth-method-section.tsx";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { CopyableId } from "#components/copyable-id.tsx";
import { Detail, DetailList, DetailListSkeleton } from "#components/detail-list.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { LiveTokensLost } from "#components/live-tokens-lost.tsx";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { ClientSecrets } from "#features/universal-auth/components/client-secrets.tsx";
import { LockoutDetails } from "#features/universal-auth/components/lockout-details.tsx";
import { onDemand } from "#lib/on-demand.tsx";
import { queryClient } from "#lib/query-client.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

const UpdateUniversalAuthSheet = onDemand(
  async () =>
    (await import("#features/universal-auth/components/update-universal-auth-sheet.tsx")).UpdateUniversalAuthSheet,
);

const DETAIL_LABELS = [
  "Client ID",
  "Client Secret Trusted IPs",
  "Access Token TTL",
  "Access Token Max TTL",
  "Access Token Max Number of Uses",
  "Access Token Trusted IPs",
  "Lockout",
];

interface UniversalAuthCardProps {
  identityId: string;
  identityName: string;
  canEdit: boolean;
}

/** Universal Auth as one of the identity's login methods. */
export function UniversalAuthCard({ identityId, identityName, canEdit }: UniversalAuthCardProps) {
  const query = useQuery(trpc.universalAuth.get.queryOptions({ identityId }));
  const detach = useMutation(trpc.universalAuth.detach.mutationOptions());
  const [dialog, setDialog] = useState<"edit" | "remove" | null>(null);
  const close = () => setDialog(null);

  async function remove(): Promise<void> {
    await detach.mutateAsync({ identityId });
    await queryClient.invalidateQueries(trpc.identity.pathFilter());
    queryClient.removeQueries(trpc.universalAuth.pathFilter());
    toast.success("Universal Auth removed");
  }

  return (
    <AuthMethodSection
      title="Universal Auth"
      description="A client ID and a client secret, for programs that run anywhere."
      actions={
        canEdit && (
          <>
            <Button size="sm" aria-label="Edit Universal Auth" onClick={() => setDialog("edit")} disabled={!query.data}>
              Edit
            </Button>
            <Button size="sm" aria-label="Remove Universal Auth" onClick={() => setDialog("remove")}>
              Remove
            </Button>
          </>
        )
      }
    >
      {query.data ? (
        <UniversalAuthDetails universalAuth={query.data} canEdit={canEdit} />
      ) : query.isError ? (
        <ErrorState title="Universal Auth could not be loaded" error={query.error} onRetry={() => query.refetch()} />
      ) : (
        <DetailListSkeleton labels={DETAIL_LABELS} />
      )}
      <ClientSecrets identityId={identityId} canEdit={canEdit} />
      {dialog === "edit" && query.data && <UpdateUniversalAuthSheet universalAuth={query.data} onClose={close} />}
      <ConfirmDialog
        isOpen={dialog === "remove"}
        onOpenChange={close}
        title="Remove Universal Auth?"
        consequence={
          <>
            {identityName} can no longer log in with its client ID.{" "}
            <LiveTokensLost identityId={identityId} authMethod="universal-auth" /> All of its client secrets are gone
            for good.
          </>
        }
        actionLabel="Remove Universal Auth"
        onConfirm={remove}
      />
    </AuthMethodSection>
  );
}

interface UniversalAuthDetailsProps {
  universalAuth: RouterOutputs["universalAuth"]["get"];
  canEdit: boolean;
}

function UniversalAuthDetails({ universalAuth, canEdit }: UniversalAuthDetailsProps) {
  return (
    <DetailList>
      <Detail label="Client ID">
        <CopyableId id={universalAuth.clientId} label="client ID" />
      </Detail>
      <Detail label="Client Secret Trusted IPs">
        <TrustedIpsText trustedIps={universalAuth.clientSecretTrustedIps} />
      </Detail>
      <AccessTokenPolicyDetails policy={universalAuth} />
      <LockoutDetails universalAuth={universalAuth} canEdit={canEdit} />
    </DetailList>
  );
}
