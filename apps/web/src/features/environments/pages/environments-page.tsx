import { useMutation, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { DataTable } from "#components/data-table/data-table.tsx";
import { queryTableState } from "#components/data-table/query-state.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { Page, PageHeader } from "#components/page.tsx";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { type Environment, environmentColumns } from "#features/environments/components/environment-columns.tsx";
import { refreshEnvironments } from "#features/environments/components/refresh-environments.ts";
import { useProjectCan } from "#lib/can.ts";
import { describeError } from "#lib/errors.ts";
import { onDemand } from "#lib/on-demand.tsx";
import { trpc } from "#lib/trpc.ts";

const DeleteEnvironmentDialog = onDemand(
  async () => (await import("#features/environments/components/delete-environment-dialog.tsx")).DeleteEnvironmentDialog,
);
const CreateEnvironmentDialog = onDemand(
  async () => (await import("#features/environments/components/environment-dialogs.tsx")).CreateEnvironmentDialog,
);
const UpdateEnvironmentDialog = onDemand(
  async () => (await import("#features/environments/components/environment-dialogs.tsx")).UpdateEnvironmentDialog,
);

type OpenDialog = { kind: "create" } | { kind: "update" | "delete"; environment: Environment };

/** The project's environments in the order everybody sees them in. */
export function EnvironmentsPage({ projectId }: { projectId: string }) {
  const can = useProjectCan(projectId);
  const query = useQuery(trpc.environment.list.queryOptions({ projectId }));
  const { mutateAsync: update } = useMutation(trpc.environment.update.mutationOptions());
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const close = () => setDialog(null);

  const canEdit = can("environments:edit");
  const canDelete = can("environments:delete");
  const count = query.data?.items.length ?? 0;
  const columns = useMemo(() => {
    async function move({ projectId: project, id, name }: Environment, position: number): Promise<void> {
      try {
        await update({ projectId: project, environmentId: id, position });
        await refreshEnvironments();
        toast.success(`${name} is number ${position} now`);
      } catch (error) {
        toast.error("The environment could not be moved", describeError(error).message);
      }
    }
    return environmentColumns({
      count,
      onMove: canEdit ? move : undefined,
      onEdit: canEdit ? (environment) => setDialog({ kind: "update", environment }) : undefined,
      onDelete: canDelete ? (environment) => setDialog({ kind: "delete", environment }) : undefined,
    });
  }, [count, canEdit, canDelete, update]);
  const addButton = can("environments:create") && (
    <Button variant="primary" onClick={() => setDialog({ kind: "create" })}>
      <Plus aria-hidden />
      Add environment
    </Button>
  );

  return (
    <Page>
      <PageHeader
        title="Environments"
        purpose="Each holds its own folders and its own values of the secrets."
        actions={addButton}
      />
      <DataTable
        label="Environments"
        columns={columns}
        state={queryTableState(query, (list) => list.items)}
        rowId={(environment) => environment.id}
        empty={<EmptyState text="Secrets live in environments. This project has none." action={addButton} />}
      />
      {dialog?.kind === "create" && <CreateEnvironmentDialog projectId={projectId} onClose={close} />}
      {dialog?.kind === "update" && <UpdateEnvironmentDialog environment={dialog.environment} onClose={close} />}
      {dialog?.kind === "delete" && <DeleteEnvironmentDialog environment={dialog.environment} onClose={close} />}
    </Page>
  );
}
