import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { toast } from "#components/ui/toast.tsx";
import { queryClient } from "#lib/query-client.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

export function DeleteProjectCard({ project }: { project: RouterOutputs["project"]["get"] }) {
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const remove = useMutation(trpc.project.delete.mutationOptions());
  const count = project.environments.length;
  const environments = `${count} ${count === 1 ? "environment" : "environments"}`;

  async function confirm(): Promise<void> {
    await remove.mutateAsync({ projectId: project.id });
    await navigate({ to: "/projects" });
    toast.success(`Project ${project.name} deleted`);
    queryClient.removeQueries(trpc.project.get.queryFilter({ projectId: project.id }));
    await queryClient.invalidateQueries(trpc.project.list.pathFilter());
  }

  return (
    <>
      <Card
        tone="danger"
        title="Delete project"
        description={
          project.hasDeleteProtection
            ? "Delete protection is on. Turn it off above first."
            : "Deletes every secret of the project. This cannot be undone."
        }
        actions={
          <Button variant="danger" disabled={project.hasDeleteProtection} onClick={() => setAsking(true)}>
            Delete project
          </Button>
        }
      />
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={`Delete ${project.name}?`}
        consequence={`Its ${environments} and all secrets in them are gone for good. Every identity that reads them is refused from now on.`}
        actionLabel="Delete project"
        typedName={project.name}
        onConfirm={confirm}
      />
    </>
  );
}
