import type { ReactNode } from "react";
import { StepActions } from "#components/step-actions.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ConnectionState } from "#features/kubernetes-auth/components/connection-state.tsx";
import { KubernetesAuthDetails } from "#features/kubernetes-auth/components/kubernetes-auth-details.tsx";
import type { KeptInput } from "#features/kubernetes-auth/components/kubernetes-auth-form-body.tsx";
import { AddKubernetesAuth, EditKubernetesAuth } from "#features/kubernetes-auth/components/kubernetes-auth-forms.tsx";
import type { KubernetesAuth } from "#features/kubernetes-auth/lib/kubernetes-auth-form.ts";

interface SetupKubernetesAuthProps {
  identityId: string;
  /** What the identity has already. */
  present: KubernetesAuth | undefined;
  isEditing: boolean;
  onEdit: () => void;
  onSaved: (message: string) => Promise<void>;
  kept: KeptInput;
  back: ReactNode;
  next: ReactNode;
}

/** Kubernetes Auth as a step of the guided setup: filled in, then shown, and open to changes. */
export function SetupKubernetesAuth(props: SetupKubernetesAuthProps) {
  const { identityId, present, isEditing, onEdit, onSaved, kept, back, next } = props;
  if (!present) {
    return (
      <AddKubernetesAuth
        identityId={identityId}
        kept={kept}
        onSaved={onSaved}
        cancel={back}
        submitLabel="Save and continue"
      />
    );
  }
  if (isEditing) {
    return (
      <EditKubernetesAuth identityId={identityId} onSaved={onSaved} cancel={back} submitLabel="Save and continue" />
    );
  }
  return (
    <>
      <Card title="Kubernetes Auth" actions={<Button onClick={onEdit}>Edit</Button>}>
        <div className="flex flex-col gap-4">
          <KubernetesAuthDetails kubernetesAuth={present} />
          <ConnectionState identityId={identityId} />
        </div>
      </Card>
      <StepActions>
        {back}
        {next}
      </StepActions>
    </>
  );
}
