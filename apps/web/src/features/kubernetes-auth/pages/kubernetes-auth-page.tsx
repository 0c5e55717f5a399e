import { useMutation, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { EmptyState } from "#components/empty-state.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { LinkButton } from "#components/link-button.tsx";
import { Page, PageHeader } from "#components/page.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toast } from "#components/ui/toast.tsx";
import { KubernetesAuthFormBody } from "#features/kubernetes-auth/components/kubernetes-auth-form-body.tsx";
import { checkSavedConnection } from "#features/kubernetes-auth/lib/check-saved-connection.ts";
import type { KubernetesAuthForm } from "#features/kubernetes-auth/lib/kubernetes-auth-form.ts";
import { useCan } from "#lib/can.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

/** Adds Kubernetes Auth to an identity, or changes the one it has. */
export function KubernetesAuthPage({ identityId }: { identityId: string }) {
  const identity = useSuspenseQuery(trpc.identity.get.queryOptions({ identityId })).data;
  const canEdit = useCan()("identity:edit-auth");
  // What the page set out to do does not change under the hands of whoever fills the form.
  const [isEdit] = useState(() => identity.authMethods.includes("kubernetes-auth"));
  return (
    <Page>
      <PageHeader
        title={isEdit ? "Edit Kubernetes Auth" : "Add Kubernetes Auth"}
        purpose={`Lets pods log in as ${identity.name} with their service-account JWT.`}
      />
      {!canEdit ? (
        <EmptyState
          text="Your role does not let you change how identities log in."
          action={
            <LinkButton to="/access-control/identities/$identityId" params={{ identityId }}>
              Back to {identity.name}
            </LinkButton>
          }
        />
      ) : isEdit ? (
        <EditKubernetesAuth identityId={identityId} />
      ) : (
        <AddKubernetesAuth identityId={identityId} />
      )}
    </Page>
  );
}

function AddKubernetesAuth({ identityId }: { identityId: string }) {
  const leave = useLeaveToIdentity(identityId);
  const attach = useMutation(trpc.kubernetesAuth.attach.mutationOptions());

  async function submit({ reviewer, existingTokens: _none, ...values }: KubernetesAuthForm): Promise<void> {
    const tokenReviewerJwt = reviewer === "stored" ? values.tokenReviewerJwt : "";
    await attach.mutateAsync({ ...values, tokenReviewerJwt });
    await leave("Kubernetes Auth added");
  }

  return (
    <KubernetesAuthFormBody
      identityId={identityId}
      present={null}
      onSubmit={submit}
      submitLabel="Add Kubernetes Auth"
    />
  );
}

function EditKubernetesAuth({ identityId }: { identityId: string }) {
  const query = useQuery(trpc.kubernetesAuth.get.queryOptions({ identityId }));
  const leave = useLeaveToIdentity(identityId);
  const update = useMutation(trpc.kubernetesAuth.update.mutationOptions());

  async function submit({ reviewer, ...values }: KubernetesAuthForm): Promise<void> {
    // null removes the stored JWT, an empty text keeps it.
    const tokenReviewerJwt = reviewer === "client" ? null : values.tokenReviewerJwt;
    const { isReviewerJwtDropped } = await update.mutateAsync({ ...values, tokenReviewerJwt });
    await leave(isReviewerJwtDropped ? "Saved; the stored reviewer JWT was dropped" : "Kubernetes Auth saved");
  }

  if (query.data) {
    return (
      <KubernetesAuthFormBody
        identityId={identityId}
        present={query.data}
        onSubmit={submit}
        submitLabel="Save changes"
      />
    );
  }
  if (query.isError) {
    return (
      <ErrorState title="Kubernetes Auth could not be loaded" error={query.error} onRetry={() => query.refetch()} />
    );
  }
  return <FormSkeleton />;
}

function useLeaveToIdentity(identityId: string): (message: string) => Promise<void> {
  const navigate = useNavigate();
  return async (message) => {
    await navigate({ to: "/access-control/identities/$identityId", params: { identityId }, ignoreBlocker: true });
    toast.success(message);
    // Saving works while the cluster is down: what the check finds is on the identity's page.
    void checkSavedConnection(identityId).catch(() => {});
    await Promise.all([
      queryClient.invalidateQueries(trpc.identity.pathFilter()),
      queryClient.invalidateQueries(trpc.kubernetesAuth.get.queryFilter({ identityId })),
    ]);
  };
}

const SECTION_HEIGHTS = ["h-96!", "h-80!", "h-96!"];

function FormSkeleton() {
  return SECTION_HEIGHTS.map((height, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
    <Skeleton key={index} className={`w-full ${height}`} />
  ));
}
