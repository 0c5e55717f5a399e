import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { AccessTokenPolicyDetails } from "#components/access-token-policy/policy-details.tsx";
import { AuthMethodSection } from "#components/auth-method-section.tsx";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { DetailList, DetailListSkeleton } from "#components/detail-list.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { LiveTokensLost } from "#components/live-tokens-lost.tsx";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { MadeTokens } from "#features/token-auth/components/made-tokens.tsx";
import { onDemand } from "#lib/on-demand.tsx";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

const UpdateTokenAuthSheet = onDemand(
  async () => (await import("#features/token-auth/components/update-token-auth-sheet.tsx")).UpdateTokenAuthSheet,
);

const DETAIL_LABELS = [
  "Access Token TTL",
  "Access Token Max TTL",
  "Access Token Max Number of Uses",
  "Access Token Trusted IPs",
];

interface TokenAuthCardProps {
  identityId: string;
  identityName: string;
  canEdit: boolean;
}

/** Token Auth as one of the identity's login methods. */
export function TokenAuthCard({ identityId, identityName, canEdit }: TokenAuthCardProps) {
  const query = useQuery(trpc.tokenAuth.get.queryOptions({ identityId }));
  const detach = useMutation(trpc.tokenAuth.detach.mutationOptions());
  const [dialog, setDialog] = useState<"edit" | "remove" | null>(null);
  const close = () => setDialog(null);

  async function remove(): Promise<void> {
    await detach.mutateAsync({ identityId });
    await queryClient.invalidateQueries(trpc.identity.pathFilter());
    queryClient.removeQueries(trpc.tokenAuth.pathFilter());
    toast.success("Token Auth removed");
  }

  return (
    <AuthMethodSection
      title="Token Auth"
      description="Access tokens that an admin makes and hands out, for what cannot log in by itself."
      actions={
        canEdit && (
          <>
            <Button size="sm" aria-label="Edit Token Auth" onClick={() => setDialog("edit")} disabled={!query.data}>
              Edit
            </Button>
            <Button size="sm" aria-label="Remove Token Auth" onClick={() => setDialog("remove")}>
              Remove
            </Button>
          </>
        )
      }
    >
      {query.data ? (
        <DetailList>
          <AccessTokenPolicyDetails policy={query.data} />
        </DetailList>
      ) : query.isError ? (
        <ErrorState title="Token Auth could not be loaded" error={query.error} onRetry={() => query.refetch()} />
      ) : (
        <DetailListSkeleton labels={DETAIL_LABELS} />
      )}
      <MadeTokens identityId={identityId} canEdit={canEdit} />
      {dialog === "edit" && query.data && <UpdateTokenAuthSheet tokenAuth={query.data} onClose={close} />}
      <ConfirmDialog
        isOpen={dialog === "remove"}
        onOpenChange={close}
        title="Remove Token Auth?"
        consequence={
          <>
            The access tokens made for {identityName} are gone for good.{" "}
            <LiveTokensLost identityId={identityId} authMethod="token-auth" />
          </>
        }
        actionLabel="Remove Token Auth"
        onConfirm={remove}
      />
    </AuthMethodSection>
  );
}
