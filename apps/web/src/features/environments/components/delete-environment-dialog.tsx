import { useMutation, useQuery } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { DeletionImpact } from "#components/deletion-impact.tsx";
import { toast } from "#components/ui/toast.tsx";
import type { Environment } from "#features/environments/components/environment-columns.tsx";
import { refreshEnvironments } from "#features/environments/components/refresh-environments.ts";
import { trpc } from "#lib/trpc.ts";

export function DeleteEnvironmentDialog({ environment, onClose }: { environment: Environment; onClose: () => void }) {
  const ref = { projectId: environment.projectId, environmentId: environment.id };
  const impact = useQuery(trpc.environment.deletionImpact.queryOptions(ref, { staleTime: 0 }));
  const remove = useMutation(trpc.environment.delete.mutationOptions());

  async function confirm(): Promise<void> {
    await remove.mutateAsync(ref);
    await refreshEnvironments();
    toast.success(`Environment ${environment.name} deleted`);
  }

  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Delete ${environment.name}?`}
      consequence={
        <DeletionImpact
          query={impact}
          consequence={`Pods that ask for “${environment.slug}” get nothing from now on.`}
        />
      }
      actionLabel="Delete environment"
      typedName={environment.name}
      onConfirm={confirm}
    />
  );
}
