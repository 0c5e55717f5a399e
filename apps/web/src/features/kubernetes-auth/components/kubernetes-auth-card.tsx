import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { AuthMethodSection } from "#components/auth-method-section.tsx";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { LinkButton } from "#components/link-button.tsx";
import { LiveTokensLost } from "#components/live-tokens-lost.tsx";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { ConnectionState } from "#features/kubernetes-auth/components/connection-state.tsx";
import {
  KubernetesAuthDetails,
  KubernetesAuthDetailsSkeleton,
} from "#features/kubernetes-auth/components/kubernetes-auth-details.tsx";
import { checkSavedConnection } from "#features/kubernetes-auth/lib/check-saved-connection.ts";
import { describeError } from "#lib/errors.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

interface KubernetesAuthCardProps {
  identityId: string;
  identityName: string;
  canEdit: boolean;
}

/** Kubernetes Auth as one of the identity's login methods. */
export function KubernetesAuthCard({ identityId, identityName, canEdit }: KubernetesAuthCardProps) {
  const query = useQuery(trpc.kubernetesAuth.get.queryOptions({ identityId }));
  const detach = useMutation(trpc.kubernetesAuth.detach.mutationOptions());
  const [isRemoving, setRemoving] = useState(false);

  const check = () =>
    checkSavedConnection(identityId).catch((error: unknown) =>
      toast.error("The connection could not be checked", describeError(error).message),
    );

  async function remove(): Promise<void> {
    await detach.mutateAsync({ identityId });
    await queryClient.invalidateQueries(trpc.identity.pathFilter());
    queryClient.removeQueries(trpc.kubernetesAuth.get.queryFilter({ identityId }));
    queryClient.removeQueries(trpc.kubernetesAuth.getConnection.queryFilter({ identityId }));
    await queryClient.invalidateQueries(trpc.kubernetesAuth.listWarnings.queryFilter());
    toast.success("Kubernetes Auth removed");
  }

  return (
    <AuthMethodSection
      title="Kubernetes Auth"
      description="A pod's service-account JWT, reviewed by its own cluster."
      actions={
        canEdit && (
          <>
            <Button size="sm" onClick={() => void check()}>
              Check connection
            </Button>
            <LinkButton size="sm" to="/access-control/identities/$identityId/try-login" params={{ identityId }}>
              Try a login
            </LinkButton>
            <LinkButton
              size="sm"
              aria-label="Edit Kubernetes Auth"
              to="/access-control/identities/$identityId/kubernetes-auth"
              params={{ identityId }}
            >
              Edit
            </LinkButton>
            <Button size="sm" aria-label="Remove Kubernetes Auth" onClick={() => setRemoving(true)}>
              Remove
            </Button>
          </>
        )
      }
    >
      {query.data ? (
        <>
          <ConnectionState identityId={identityId} />
          <KubernetesAuthDetails kubernetesAuth={query.data} />
        </>
      ) : query.isError ? (
        <ErrorState title="Kubernetes Auth could not be loaded" error={query.error} onRetry={() => query.refetch()} />
      ) : (
        <KubernetesAuthDetailsSkeleton />
      )}
      <ConfirmDialog
        isOpen={isRemoving}
        onOpenChange={setRemoving}
        title="Remove Kubernetes Auth?"
        consequence={
          <>
            Pods can no longer log in as {identityName} with their service-account JWT.{" "}
            <LiveTokensLost identityId={identityId} authMethod="kubernetes-auth" />{" "}
            {query.data?.hasTokenReviewerJwt
              ? "The configuration and the stored reviewer JWT are"
              : "The configuration is"}{" "}
            gone for good.
          </>
        }
        actionLabel="Remove Kubernetes Auth"
        onConfirm={remove}
      />
    </AuthMethodSection>
  );
}
