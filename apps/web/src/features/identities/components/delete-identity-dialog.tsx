import { useMutation, useQuery } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { LiveTokensLost } from "#components/live-tokens-lost.tsx";
import { toast } from "#components/ui/toast.tsx";
import { queryClient } from "#lib/query-client.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

interface DeleteIdentityDialogProps {
  identity: Pick<RouterOutputs["identity"]["get"], "id" | "name">;
  onClose: () => void;
  /** Called once it is gone, before lists are read again: the place to leave its page. */
  onDeleted?: () => Promise<void>;
}

export function DeleteIdentityDialog({ identity, onClose, onDeleted }: DeleteIdentityDialogProps) {
  const remove = useMutation(trpc.identity.delete.mutationOptions());
  const memberships = useQuery(trpc.projectMembership.listForIdentity.queryOptions({ identityId: identity.id }));

  async function confirm(): Promise<void> {
    await remove.mutateAsync({ identityId: identity.id });
    await onDeleted?.();
    toast.success(`Identity ${identity.name} deleted`);
    queryClient.removeQueries(trpc.identity.get.queryFilter({ identityId: identity.id }));
    await Promise.all([
      queryClient.invalidateQueries(trpc.identity.list.pathFilter()),
      queryClient.invalidateQueries(trpc.projectMembership.pathFilter()),
      queryClient.invalidateQueries(trpc.kubernetesAuth.listWarnings.queryFilter()),
    ]);
  }

  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Delete ${identity.name}?`}
      consequence={
        <>
          Whatever logs in as it is locked out: its login methods are removed.{" "}
          <LiveTokensLost identityId={identity.id} /> {projectsLost(memberships.data)} This cannot be undone.
        </>
      }
      actionLabel="Delete identity"
      typedName={identity.name}
      onConfirm={confirm}
    />
  );
}

function projectsLost(memberships: RouterOutputs["projectMembership"]["listForIdentity"] | undefined): string {
  if (!memberships) return "";
  const names = memberships.items.map((membership) => membership.project.name);
  if (names.length === 0) return "It is a member of no project.";
  const shown = names.slice(0, 3).join(", ");
  const rest = names.length > 3 || memberships.nextCursor !== null ? " and others" : "";
  return `It loses access to the ${names.length === 1 ? "project" : "projects"} ${shown}${rest}.`;
}
