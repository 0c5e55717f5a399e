import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { EmptyState } from "#components/empty-state.tsx";
import { LinkButton } from "#components/link-button.tsx";
import { Page, PageHeader } from "#components/page.tsx";
import { toast } from "#components/ui/toast.tsx";
import { AddKubernetesAuth, EditKubernetesAuth } from "#features/kubernetes-auth/components/kubernetes-auth-forms.tsx";
import { useCan } from "#lib/can.ts";
import { trpc } from "#lib/trpc.ts";

/** Adds Kubernetes Auth to an identity, or changes the one it has. */
export function KubernetesAuthPage({ identityId }: { identityId: string }) {
  const identity = useSuspenseQuery(trpc.identity.get.queryOptions({ identityId })).data;
  const navigate = useNavigate();
  const canEdit = useCan()("identity:edit-auth");
  // What the page set out to do does not change under the hands of whoever fills the form.
  const [isEdit] = useState(() => identity.authMethods.includes("kubernetes-auth"));
  const Form = isEdit ? EditKubernetesAuth : AddKubernetesAuth;

  async function leave(message: string): Promise<void> {
    await navigate({ to: "/access-control/identities/$identityId", params: { identityId }, ignoreBlocker: true });
    toast.success(message);
  }

  return (
    <Page>
      <PageHeader
        title={isEdit ? "Edit Kubernetes Auth" : "Add Kubernetes Auth"}
        purpose={`Lets pods log in as ${identity.name} with their service-account JWT.`}
      />
      {canEdit ? (
        <Form
          identityId={identityId}
          onSaved={leave}
          cancel={
            <LinkButton to="/access-control/identities/$identityId" params={{ identityId }}>
              Cancel
            </LinkButton>
          }
        />
      ) : (
        <EmptyState
          text="Your role does not let you change how identities log in."
          action={
            <LinkButton to="/access-control/identities/$identityId" params={{ identityId }}>
              Back to {identity.name}
            </LinkButton>
          }
        />
      )}
    </Page>
  );
}
