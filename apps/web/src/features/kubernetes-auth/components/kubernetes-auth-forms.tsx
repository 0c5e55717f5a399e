import { useMutation, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorState } from "#components/error-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import {
  type KeptInput,
  KubernetesAuthFormBody,
} from "#features/kubernetes-auth/components/kubernetes-auth-form-body.tsx";
import { checkSavedConnection } from "#features/kubernetes-auth/lib/check-saved-connection.ts";
import { type KubernetesAuthForm, toKubernetesAuth } from "#features/kubernetes-auth/lib/kubernetes-auth-form.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

interface KubernetesAuthFormProps {
  identityId: string;
  /** Leaves the form, before anything is read anew: it would not survive what it saved. The message tells what was done. */
  onSaved: (message: string) => Promise<void>;
  /** The link that leaves the form as it is. */
  cancel: ReactNode;
  submitLabel?: string;
}

interface AddKubernetesAuthProps extends KubernetesAuthFormProps {
  kept?: KeptInput;
}

export function AddKubernetesAuth({ identityId, onSaved, submitLabel, ...body }: AddKubernetesAuthProps) {
  const attach = useMutation(trpc.kubernetesAuth.attach.mutationOptions());

  async function submit(form: KubernetesAuthForm): Promise<void> {
    const { existingTokens: _none, ...values } = toKubernetesAuth(form);
    await attach.mutateAsync(values);
    await onSaved("Kubernetes Auth added");
    await readAnew(identityId);
  }

  return (
    <KubernetesAuthFormBody
      {...body}
      identityId={identityId}
      present={null}
      onSubmit={submit}
      submitLabel={submitLabel ?? "Add Kubernetes Auth"}
    />
  );
}

export function EditKubernetesAuth({ identityId, onSaved, submitLabel, ...body }: KubernetesAuthFormProps) {
  const query = useQuery(trpc.kubernetesAuth.get.queryOptions({ identityId }));
  const update = useMutation(trpc.kubernetesAuth.update.mutationOptions());

  async function submit(form: KubernetesAuthForm): Promise<void> {
    const { isReviewerJwtDropped } = await update.mutateAsync(toKubernetesAuth(form));
    await onSaved(isReviewerJwtDropped ? "Saved; the stored reviewer JWT was dropped" : "Kubernetes Auth saved");
    await readAnew(identityId);
  }

  if (query.data) {
    return (
      <KubernetesAuthFormBody
        {...body}
        identityId={identityId}
        present={query.data}
        onSubmit={submit}
        submitLabel={submitLabel ?? "Save changes"}
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

async function readAnew(identityId: string): Promise<void> {
  // Saving works while the cluster is down: what the check finds is shown with what was saved.
  void checkSavedConnection(identityId).catch(() => {});
  await Promise.all([
    queryClient.invalidateQueries(trpc.identity.pathFilter()),
    queryClient.invalidateQueries(trpc.accessToken.pathFilter()),
    queryClient.invalidateQueries(trpc.kubernetesAuth.get.queryFilter({ identityId })),
  ]);
}

const SECTIONS = [
  { name: "cluster", height: "h-96!" },
  { name: "who is let in", height: "h-80!" },
  { name: "access tokens", height: "h-96!" },
];

function FormSkeleton() {
  return SECTIONS.map(({ name, height }) => <Skeleton key={name} className={`w-full ${height}`} />);
}
